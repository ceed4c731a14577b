/* check_pattern.c - see check_pattern.h. */
#include "indexer/check_pattern.h"

static const struct lb_pattern_words patterns[] = {
    {"^[0-9]{4}(-(0[1-9]", LB_RULE_PATTERN, "bukan tanggal", "is no date", "tulis tahun, bulan, atau hari: 2019, 2019-11, atau 2019-11-05",
     "write a year, month or day: 2019, 2019-11 or 2019-11-05", false},
    {"^[0-9]{4}-(0[1-9]", LB_RULE_PATTERN, "bukan tanggal lengkap", "is no day", "tulis tahun-bulan-hari: 2019-11-05",
     "write year-month-day: 2019-11-05", false},
    {"^https?://", LB_RULE_LINK, "bukan alamat yang dapat dibuka peramban", "is no address that a browser can open",
     "alamat diawali https:// atau http:// dan tidak berisi spasi", "an address begins with https:// or http:// and has no spaces", false},
    {"^[a-z0-9]+(-[a-z0-9]+)*$", LB_RULE_PATTERN, "bukan id", "is no id",
     "id terdiri atas huruf kecil dan angka; kata-katanya dipisah '-'", "ids are small letters and digits, words parted by '-'", false},
    {"^[a-z][a-z0-9-]*$", LB_RULE_PATTERN, "bukan id sumber", "is no id of a source",
     "id sumber seperti s1: satu huruf kecil, lalu huruf, angka, atau '-'",
     "ids of sources are like s1: a small letter, then letters, digits or '-'", false},
    {"^[^A-Z]+$", LB_RULE_PATTERN, "memakai huruf besar", "is not in small letters", "tulis dengan huruf kecil", "write it in small letters", false},
    {"^([0-9]{2}", LB_RULE_PATTERN, "bukan kode daerah", "is no code of a region",
     "tulis kode dari schema/regions.csv dalam tanda kutip, misalnya \"61.71\", atau untuk negara lain kode ISO 3166-nya, misalnya CO",
     "write the code of schema/regions.csv in quotes, as in \"61.71\", or for another country its ISO 3166 code, as in CO", true},
    {"^[A-Z]{3}$", LB_RULE_PATTERN, "bukan kode mata uang", "is no currency code", "tulis kode ISO 4217: tiga huruf besar, misalnya IDR",
     "write the ISO 4217 code: three capitals, as in IDR", false},
    {"^[^@ ]+@", LB_RULE_PATTERN, "bukan alamat surel", "is no e-mail address", "alamatnya seperti bappeda@pontianak.go.id",
     "an address is like bappeda@pontianak.go.id", false},
    {"^[A-Za-z0-9._-]+$", LB_RULE_PATTERN, "bukan nama berkas", "is no file name",
     "berkas di samping kasus: huruf, angka, '.', '_', dan '-', tanpa folder",
     "a file beside the case: letters, digits, '.', '_' and '-', no folders", false},
    {"^([0-9a-f]{7,64})?$", LB_RULE_PATTERN, "bukan id komit", "is no commit id",
     "tulis id komit yang diterjemahkan: git log -1 --format=%h -- id.md",
     "write the id of the commit that was translated: git log -1 --format=%h -- id.md", false},
    {"^[0-9a-f]{7,64}$", LB_RULE_PATTERN, "bukan id komit", "is no commit id", "tulis id sebuah komit: 7 sampai 64 angka heksadesimal",
     "write the id of a commit: 7 to 64 hexadecimal digits", false},
    {"^([01][0-9]|2[0-3])", LB_RULE_PATTERN, "bukan jam", "is no time of day", "tulis jam dan menit dalam tanda kutip, misalnya \"09:30\"",
     "write hours and minutes in quotes, as in \"09:30\"", false},
    {"^[EWI][0-9]{3}$", LB_RULE_PATTERN, "bukan kode aturan", "is no code of a rule",
     "kodenya tertulis dalam temuannya: W008 pada peringatan[W008]", "the code stands in the message: W008 of warning[W008]", false},
    {"^[+0-9() -]", LB_RULE_PATTERN, "bukan nomor telepon", "is no telephone number", "angka, spasi, '+', '-', dan tanda kurung",
     "digits, spaces, '+', '-' and brackets", false},
};

const struct lb_pattern_words *lb_pattern_words(lb_slice pattern)
{
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (lb_slice_starts(pattern, lb_slice_of(patterns[i].pattern)))
            return &patterns[i];
    return NULL;
}
