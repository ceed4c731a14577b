/* page_error.c - what went wrong, in the reader's language, and the ways on. */
#include "site/model.h"
#include "site/pages.h"

#include <string.h>

static const struct {
    unsigned status;
    const char *title, *advice;
} texts[] = {
    {400, LB_WORD("Permintaan ini tidak dapat dibaca"),
     LB_WORD("Alamat halaman memuat bagian yang tidak kami kenali. Periksa alamatnya, atau cari dari sini.")},
    {404, LB_WORD("Halaman ini tidak ada"),
     LB_WORD("Mungkin alamatnya salah ketik, atau kasusnya tidak lagi terbit. Coba cari judul atau masalahnya.")},
    {405, LB_WORD("Cara meminta ini tidak dilayani"), LB_WORD("Situs ini hanya untuk dibaca.")},
    {413, LB_WORD("Permintaan ini terlalu besar"), LB_WORD("Situs ini hanya untuk dibaca; tidak ada yang perlu dikirim.")},
    {414, LB_WORD("Alamat ini terlalu panjang"), LB_WORD("Ringkaskan pencarian Anda menjadi satu atau dua kalimat.")},
    {500, LB_WORD("Ada yang salah di pihak kami"),
     LB_WORD("Kesalahannya sudah dicatat. Coba lagi sebentar lagi; tidak ada yang hilang.")},
    {503, LB_WORD("Pustaka belum siap"),
     LB_WORD("Isi pustaka sedang disiapkan atau belum pernah diindeks. Coba lagi beberapa saat lagi.")},
};

/* What the layers below say about a request, which they do in English. */
static const struct {
    const char *english, *indonesian; /* each with as many %s */
} details[] = {
    {"no case '%s'", LB_WORD("Tidak ada kasus “%s”.")},
    {"no collection '%s'", LB_WORD("Tidak ada koleksi “%s”.")},
    {"no region '%s'", LB_WORD("Tidak ada daerah “%s”.")},
    {"no value '%s' of '%s'", LB_WORD("Tidak ada nilai “%s” untuk “%s”.")},
    {"no list for this field", LB_WORD("Tidak ada daftar untuk isian ini.")},
    {"no such asset", LB_WORD("Berkas ini tidak ada.")},
    {"the list has only %s pages", LB_WORD("Halaman terakhir daftar ini adalah %s.")},
    {"the results end before page %s", LB_WORD("Hasilnya habis sebelum halaman %s.")},
    {"results end at %s, narrow the search with filters", LB_WORD("Hanya %s hasil pertama yang ditampilkan; persempit dengan penyaring.")},
    {"this library does not show its review queue", LB_WORD("Pustaka ini tidak menampilkan antrean tinjauannya.")},
    {"a preview has no feeds", LB_WORD("Pratinjau tidak punya umpan.")},
    {"a preview has no sitemap", LB_WORD("Pratinjau tidak punya peta situs.")},
    {"this is no preview", LB_WORD("Ini bukan pratinjau.")},
    {"the sitemap has no part %s", LB_WORD("Peta situs tidak punya bagian %s.")},
    {"the address has a '%' that is not followed by two hexadecimal digits",
     LB_WORD("Alamatnya memuat tanda persen yang tidak diikuti dua angka heksadesimal.")},
    {"the address holds not valid UTF-8", LB_WORD("Alamatnya memuat huruf yang bukan UTF-8.")},
    {"the address holds a control character", LB_WORD("Alamatnya memuat tanda kendali yang tidak terlihat.")},
    {"the address holds an invisible text-direction character", LB_WORD("Alamatnya memuat tanda arah tulisan yang tidak terlihat.")},
    {"the address holds a byte order mark", LB_WORD("Alamatnya memuat tanda urutan bita yang tidak terlihat.")},
    {"the address has more than %s parameters", LB_WORD("Alamatnya memuat lebih dari %s parameter.")},
    {"the address has more than %s filters", LB_WORD("Alamatnya memuat lebih dari %s penyaring.")},
    {"the address is longer than %s bytes", LB_WORD("Alamatnya lebih panjang daripada %s bita.")},
    {"the address does not start with '/'", LB_WORD("Alamatnya tidak diawali garis miring.")},
    {"the request has too many header lines", LB_WORD("Permintaan ini membawa terlalu banyak baris kepala.")},
    {"the request must name its host once, as a name with an optional port",
     LB_WORD("Permintaan ini harus menyebut satu nama inang, dengan porta bila perlu.")},
    {"the request says more than once how long its body is",
     LB_WORD("Permintaan ini menyebut panjang isinya lebih dari sekali.")},
    {"only GET and HEAD are served", LB_WORD("Hanya GET dan HEAD yang dilayani.")},
    {"a request to read needs no body", LB_WORD("Permintaan untuk membaca tidak perlu isi.")},
};

/* Is the text the pattern with something for each %s? args gets the slices. */
static bool fits(lb_slice text, const char *pattern, lb_slice args[2])
{
    size_t n = 0;
    lb_slice rest = lb_slice_of(pattern);
    for (;;) {
        const char *hole = memmem(rest.data, rest.len, "%s", 2);
        lb_slice before = lb_slice_sub(rest, 0, hole ? (size_t)(hole - rest.data) : rest.len);
        if (!lb_slice_starts(text, before) || (!hole && text.len != before.len))
            return false;
        if (!hole)
            return true;
        text = lb_slice_sub(text, before.len, text.len);
        rest = lb_slice_sub(rest, before.len + 2, rest.len);
        const char *next = memmem(rest.data, rest.len, "%s", 2);
        lb_slice after = lb_slice_sub(rest, 0, next ? (size_t)(next - rest.data) : rest.len);
        /* up to what comes next; the last one up to what ends the text */
        size_t end = after.len <= text.len ? text.len - after.len : 0;
        const char *at = next ? memmem(text.data, text.len, after.data, after.len) : NULL;
        args[n++] = lb_slice_sub(text, 0, at ? (size_t)(at - text.data) : end);
        text = lb_slice_sub(text, args[n - 1].len, text.len);
    }
}

/* The detail in the page's language, if it is known there; else as it is. */
static lb_slice detail(const struct lb_page_request *p, lb_slice message, bool *is_foreign)
{
    lb_slice args[2] = {LB_EMPTY, LB_EMPTY};
    *is_foreign = false;
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (fits(message, details[i].english, args))
            return lb_model_say(p, details[i].indonesian, args, 2);
    *is_foreign = *p->request->lang != 'e';
    return message;
}

enum lb_status page_error(const struct lb_page_request *p, unsigned status, const struct lb_err *why,
                          struct lb_reply *reply, struct lb_err *e)
{
    (void)e;
    size_t i = 0, unknown = 5;
    while (i < sizeof texts / sizeof *texts && texts[i].status != status)
        i++;
    if (i == sizeof texts / sizeof *texts)
        i = status < 500 ? 0 : unknown;
    struct lb_json *m = lb_model_new(p, lb_model_word(p, texts[i].title), LB_EMPTY);
    lb_json_set_int(m, "error_status", status);
    lb_json_set_str(m, "error_advice", lb_model_word(p, texts[i].advice));
    /* The message is for whoever typed the address; faults of ours go to the log only. */
    bool is_theirs = status >= 400 && status < 500 && why && why->msg[0];
    bool is_foreign = false;
    lb_slice text = is_theirs ? detail(p, lb_slice_of(why->msg), &is_foreign) : LB_EMPTY;
    lb_json_set_str(m, "error_detail", text);
    lb_json_set_str(m, "error_detail_lang", is_foreign ? LB_S("en") : LB_EMPTY);
    lb_json_set_bool(m, "is_noindex", true);
    lb_json_set_bool(m, "has_top_search", false);
    reply->status = status;
    reply->template = "page/error.html";
    reply->model = m;
    return LB_OK;
}
