/* page_about.c - what this library is, in the words of its library.yml, what is in it, and how to contribute. */
#include "site/model.h"
#include "site/pages.h"

/* Paragraphs parted by an empty line. */
static struct lb_json *paragraphs(struct lb_arena *a, lb_slice text)
{
    struct lb_json *list = lb_json_array();
    struct lb_str one = LB_STR_INIT(64 * 1024);
    lb_slice line;
    bool is_more = true;
    while (is_more) {
        is_more = text.data && lb_slice_split(&text, '\n', &line);
        lb_slice words = is_more ? lb_slice_trim(line) : LB_EMPTY;
        if (words.len) {
            if (one.len)
                lb_str_addc(&one, ' ');
            lb_str_add(&one, words);
        } else if (one.len) {
            lb_json_push(list, lb_json_string(lb_arena_copy(a, lb_str_slice(&one))));
            lb_str_clear(&one);
        }
    }
    lb_str_free(&one);
    return list;
}

enum lb_status page_about(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    const struct lb_json *library = lb_library_note(p->library, "library");
    const char *lang = p->request->lang;
    lb_slice name = lb_library_text(lb_json_get(library, "title"), lang);
    struct lb_json *m = lb_model_new(p, LB_SAY(p, "Tentang %s", name.len ? name : LB_S("Lumbung")),
                                     lb_library_text(lb_json_get(library, "subtitle"), lang));
    lb_json_set(m, "about", paragraphs(p->arena, lb_library_text(lb_json_get(library, "about"), lang)));
    lb_json_set_str(m, "snapshot_program", lb_json_str(lb_library_note(p->library, "head"), "program"));
    lb_json_set_str(m, "url_manual", lb_url(p->arena, lang, "manual", LB_EMPTY));
    lb_model_contact(p, m);
    enum lb_status s = lb_model_figures(p, m, e);
    if (s != LB_OK) {
        lb_json_free(m);
        return s;
    }
    return lb_model_reply(reply, "page/about.html", m);
}
