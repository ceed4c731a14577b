/* check_rules.c - the table of rules and the reporter; see check_rules.h. */
#include "indexer/check_rules.h"

#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>

const struct lb_rule_info lb_rules[LB_RULE_COUNT_] = {
    [LB_RULE_BYTES] = {"E001", LB_ERROR, "berkas adalah teks UTF-8 yang bersih", "a file is clean UTF-8 text"},
    [LB_RULE_FRONT] = {"E002", LB_ERROR, "bagian depan berada di antara dua baris ---",
                       "front matter stands between two --- lines"},
    [LB_RULE_YAML] = {"E003", LB_ERROR, "bagian depan adalah YAML yang benar", "front matter is well-formed YAML"},
    [LB_RULE_YAML_REFUSED] = {"E004", LB_ERROR, "tanpa jangkar, alias, tag, dan dokumen kedua",
                              "no anchors, aliases, tags or second document"},
    [LB_RULE_KEY_TWICE] = {"E005", LB_ERROR, "setiap bidang ditulis sekali", "a field is written once"},
    [LB_RULE_LIMIT] = {"E006", LB_ERROR, "berkas tidak melewati batas ukuran", "a file keeps within the size limits"},
    [LB_RULE_MISSING] = {"E010", LB_ERROR, "bidang wajib ada", "required fields are there"},
    [LB_RULE_UNKNOWN] = {"E011", LB_ERROR, "hanya bidang yang dikenal", "only known fields"},
    [LB_RULE_CODE] = {"E012", LB_ERROR, "kode berasal dari kosakata", "codes come from the vocabulary"},
    [LB_RULE_TYPE] = {"E013", LB_ERROR, "isi bidang sejenis dengan yang diminta", "a value is of the kind asked for"},
    [LB_RULE_LENGTH] = {"E014", LB_ERROR, "teks tidak terlalu pendek atau panjang",
                        "texts are neither too short nor too long"},
    [LB_RULE_PATTERN] = {"E015", LB_ERROR, "isi ditulis dalam bentuk yang diminta",
                         "a value is written in the form asked for"},
    [LB_RULE_RANGE] = {"E016", LB_ERROR, "angka berada dalam rentang", "numbers are in range"},
    [LB_RULE_COUNT] = {"E017", LB_ERROR, "jumlah isi daftar sesuai, tanpa yang ganda",
                       "lists have the right number of items, none twice"},
    [LB_RULE_FORM] = {"E018", LB_ERROR, "gabungan bidang masuk akal", "fields go together"},
    [LB_RULE_EMPTY] = {"E019", LB_ERROR, "bidang yang ditulis punya isi", "a field that is written has a value"},
    [LB_RULE_ID] = {"E020", LB_ERROR, "kasus ada di cases/.../<id>/<bahasa>.md",
                    "a case stands at cases/.../<id>/<language>.md"},
    [LB_RULE_ID_TWICE] = {"E021", LB_ERROR, "id dipakai sekali dalam pustaka", "an id is used once in a library"},
    [LB_RULE_REGION] = {"E022", LB_ERROR, "kode daerah dikenal", "the region's code is known"},
    [LB_RULE_REGION_NAME] = {"E023", LB_ERROR, "nama daerah sesuai kodenya", "the region's name agrees with its code"},
    [LB_RULE_DATES] = {"E024", LB_ERROR, "tanggal berurutan dan ada di kalender",
                       "dates are in order and in the calendar"},
    [LB_RULE_PLACE] = {"E025", LB_ERROR, "lintang dan bujur berada di negaranya",
                       "latitude and longitude lie in the country"},
    [LB_RULE_EVIDENCE] = {"E026", LB_ERROR, "tingkat bukti dapat dipikul sumbernya",
                          "the sources can carry the level of evidence"},
    [LB_RULE_SOURCE] = {"E027", LB_ERROR, "rujukan menunjuk sumber yang ada", "citations name a source that exists"},
    [LB_RULE_SOURCE_TWICE] = {"E028", LB_ERROR, "id sumber dipakai sekali", "a source's id is used once"},
    [LB_RULE_NOWHERE] = {"E029", LB_ERROR, "rujukan ke kasus menunjuk kasus yang ada",
                         "references to cases lead to a case"},
    [LB_RULE_CIRCLE] = {"E030", LB_ERROR, "silsilah tidak melingkar", "lineage does not run in a circle"},
    [LB_RULE_LINK] = {"E031", LB_ERROR, "tautan dapat dibuka", "links can work"},
    [LB_RULE_NIK] = {"E032", LB_ERROR, "tidak memuat NIK", "no citizen identity numbers"},
    [LB_RULE_FILE] = {"E033", LB_ERROR, "berkas yang disebut ada di folder kasus",
                      "files that are named lie in the case's folder"},
    [LB_RULE_TRANSLATION] = {"E034", LB_ERROR, "terjemahan mengikuti bentuk naskah aslinya",
                             "a translation follows the shape of its original"},
    [LB_RULE_CONTRACT] = {"E035", LB_ERROR, "berkas di schema/ lengkap dan benar",
                          "the files in schema/ are there and right"},
    [LB_RULE_UNCITED] = {"W001", LB_WARNING, "setiap sumber dirujuk", "every source is cited"},
    [LB_RULE_NUMBER] = {"W002", LB_WARNING, "angka dalam naskah punya sumber di dekatnya",
                        "numbers in the text have a source near them"},
    [LB_RULE_PRIVATE] = {"W003", LB_WARNING, "tidak memuat nomor ponsel atau surel pribadi",
                         "no mobile numbers or personal e-mail addresses"},
    [LB_RULE_HEADING] = {"W004", LB_WARNING, "setiap bagian naskah ada dan berisi",
                         "every section is there and not empty"},
    [LB_RULE_HEADINGS] = {"W005", LB_WARNING, "judul bagian dikenal dan berurutan",
                          "section headings are known and in order"},
    [LB_RULE_LOOKALIKE] = {"W006", LB_WARNING, "kasus tidak mirip kasus lain", "a case does not repeat another"},
    [LB_RULE_BEHIND] = {"W007", LB_WARNING, "terjemahan mengikuti naskah aslinya",
                        "a translation keeps up with its original"},
    [LB_RULE_CONTACT_OLD] = {"W008", LB_WARNING, "kontak diperiksa dalam 24 bulan terakhir",
                             "the contact was checked within 24 months"},
    [LB_RULE_STATUS_OLD] = {"W009", LB_WARNING, "keadaan praktik diketahui dalam 36 bulan terakhir",
                            "the status is known as of the last 36 months"},
    [LB_RULE_VERIFIED_OLD] = {"W010", LB_WARNING, "kasus diperiksa dalam 24 bulan terakhir",
                              "the case was verified within 24 months"},
    [LB_RULE_IMAGE_LARGE] = {"W011", LB_WARNING, "gambar tidak terlalu besar", "pictures are not too large"},
    [LB_RULE_SEPARATOR] = {"W012", LB_WARNING, "angka ditulis tanpa pemisah ribuan",
                           "numbers have no thousands separator"},
    [LB_RULE_LINEAGE_TWICE] = {"W013", LB_WARNING, "silsilah ditulis di satu sisi saja",
                               "lineage is written on one side only"},
    [LB_RULE_UNUSED_FILE] = {"W014", LB_WARNING, "setiap berkas di folder kasus dipakai",
                             "every file in a case's folder is used"},
    [LB_RULE_UNQUOTED] = {"W015", LB_WARNING, "kode yang mirip angka ditulis dalam tanda kutip",
                          "codes that look like numbers are quoted"},
};

static lb_slice line_of(lb_slice text, unsigned line)
{
    lb_slice rest = text, piece = LB_EMPTY;
    for (unsigned i = 1; lb_slice_split(&rest, '\n', &piece); i++)
        if (i == line)
            return piece;
    return LB_EMPTY;
}

void lb_report(struct lb_source *s, enum lb_rule rule, unsigned line, unsigned column, const char *hint,
               const char *fmt, ...)
{
    struct lb_str message = LB_STR_INIT(2048);
    va_list args;
    va_start(args, fmt);
    lb_str_vprintf(&message, fmt, args);
    va_end(args);
    struct lb_diag d = {.file = s->path, .line = line, .column = column, .severity = lb_rules[rule].severity,
                        .code = lb_rules[rule].code, .message = lb_str_slice(&message), .hint = lb_slice_of(hint),
                        .source_line = line ? line_of(s->text, line) : LB_EMPTY};
    lb_diags_add(s->diags, &d);
    if (d.severity == LB_ERROR)
        s->errors++;
    lb_str_free(&message);
}

void lb_source_place(const struct lb_source *s, size_t offset, unsigned *line, unsigned *column)
{
    lb_slice before = lb_slice_sub(s->text, 0, offset);
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; i < before.len; i++)
        if (before.data[i] == '\n')
            start = i + 1, (*line)++;
    *column = (unsigned)lb_utf8_count(lb_slice_sub(before, start, before.len)) + 1;
}

enum { MAX_WORD = 64 };

/* Optimal string alignment distance: insert, delete, replace and swap of neighbours cost 1. */
static size_t distance(lb_slice a, lb_slice b, size_t limit)
{
    size_t rows[3][MAX_WORD + 1];
    if (a.len > MAX_WORD || b.len > MAX_WORD || (a.len > b.len ? a.len - b.len : b.len - a.len) > limit)
        return limit + 1;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            int x = tolower((unsigned char)a.data[i - 1]), y = tolower((unsigned char)b.data[j - 1]);
            size_t best = above[j - 1] + (x != y);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && x == tolower((unsigned char)b.data[j - 2]) &&
                tolower((unsigned char)a.data[i - 2]) == y && above2[j - 2] + 1 < best)
                best = above2[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[a.len % 3][b.len];
}

size_t lb_did_you_mean(lb_slice wrong, const lb_slice *candidates, size_t count)
{
    size_t limit = wrong.len < 3 ? 0 : wrong.len < 6 ? 1 : wrong.len / 3, found = count, best = limit + 1;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(wrong, candidates[i], limit);
        if (d < best)
            best = d, found = i;
    }
    return found;
}
