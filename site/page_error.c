/* page_error.c - what went wrong, in the reader's language, and a way on. */
#include "site/pages.h"

struct fault {
    unsigned status;
    const char *title, *advice;
};

static const struct fault faults[] = {
    {400, "Alamat ini tidak dapat dibaca", "Periksa alamatnya, atau mulai lagi dari pencarian."},
    {404, "Halaman ini tidak ada", "Mungkin alamatnya salah ketik, atau kasusnya sudah dipindahkan. Coba cari."},
    {405, "Cara meminta ini tidak dilayani", "Situs ini hanya untuk dibaca."},
    {413, "Permintaan ini terlalu besar", "Situs ini hanya untuk dibaca; tidak ada yang perlu dikirim."},
    {414, "Alamat ini terlalu panjang", "Persingkat pencarian atau kurangi saringannya."},
    {503, "Pustaka belum siap", "Coba lagi sebentar lagi."},
    {500, "Ada yang salah di sisi kami", "Coba lagi sebentar lagi. Kesalahannya sudah dicatat."},
};

enum lb_status page_error(const struct lb_page_request *p, unsigned status, const struct lb_err *why,
                          struct lb_reply *reply, struct lb_err *e)
{
    (void)e;
    size_t i = 0;
    while (faults[i].status != status && faults[i].status != 500)
        i++;
    reply->status = status;
    reply->template = "page/error.html";
    reply->model = lb_json_object();
    lb_json_set_int(reply->model, "error_status", status);
    lb_json_set_str(reply->model, "page_title", lb_slice_of(lb_word(p->words, faults[i].title)));
    lb_json_set_str(reply->model, "error_advice", lb_slice_of(lb_word(p->words, faults[i].advice)));
    /* Our own faults are logged, not shown. */
    if (why && why->msg[0] && status < 500)
        lb_json_set_str(reply->model, "error_detail", lb_slice_of(why->msg));
    lb_json_set_bool(reply->model, "is_noindex", true);
    lb_json_set_bool(reply->model, "has_top_search", false);
    return LB_OK;
}
