/* page_error.c - what went wrong, in the reader's language, and the ways on. */
#include "site/model.h"
#include "site/pages.h"

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
    lb_json_set_str(m, "error_detail", is_theirs ? lb_slice_of(why->msg) : LB_EMPTY);
    lb_json_set_bool(m, "is_noindex", true);
    lb_json_set_bool(m, "has_top_search", false);
    reply->status = status;
    reply->template = "page/error.html";
    reply->model = m;
    return LB_OK;
}
