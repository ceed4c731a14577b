/* page_preview.c - what an editor asks of a preview: what cannot be shown, what is not public yet, what the check found; and,
 * for the script that reloads pages, which snapshot is shown. A public site has none of these. */
#include "site/links.h"
#include "site/pages.h"
#include "site/preview.h"

enum { MAX_FILES = 200 };

static enum lb_status refuse(struct lb_err *e)
{
    return lb_fail(e, LB_NOT_FOUND, "this is no preview");
}

enum lb_status page_preview_version(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    if (!p->is_preview)
        return refuse(e);
    reply->body = lb_snapshot_name(lb_library_snapshot(p->library));
    reply->type = "text/plain; charset=utf-8";
    return LB_OK;
}

/* The page of a case or collection file, or the empty slice. */
static lb_slice url_of(const struct lb_page_request *p, lb_slice path)
{
    lb_slice rest = path, piece, before = LB_EMPTY, last = LB_EMPTY;
    while (lb_slice_split(&rest, '/', &piece))
        before = last, last = piece;
    if (!lb_slice_ends(last, LB_S(".md")))
        return LB_EMPTY;
    const char *lang = lb_slice_ends(last, LB_S("en.md")) ? "en" : "id";
    if (lb_slice_starts(path, LB_S("cases/")))
        return before.len && last.len == 5 ? lb_url(p->arena, lang, "case", before) : LB_EMPTY;
    if (!lb_slice_starts(path, LB_S("collections/")))
        return LB_EMPTY;
    return lb_url(p->arena, lang, "collection", lb_slice_sub(last, 0, lb_slice_find(last, '.')));
}

/* Files with findings: those of cases and collections as links to their pages, others with what was found. */
static void set_files(const struct lb_page_request *p, struct lb_json *m)
{
    const struct lb_json *files = lb_json_get(lb_library_note(p->library, "preview"), "files");
    struct lb_json *pages = lb_json_array(), *others = lb_json_array();
    size_t more = 0;
    for (void *it = lb_json_first(files); it; it = lb_json_next(files, it)) {
        lb_slice path = lb_slice_of(lb_json_key(it));
        const struct lb_json *file = lb_json_value(it), *findings = lb_json_get(file, "findings");
        lb_slice url = url_of(p, path);
        if (lb_json_size(pages) + lb_json_size(others) >= MAX_FILES) {
            more++;
            continue;
        }
        struct lb_json *one = lb_json_object();
        lb_json_set_str(one, "file_path", path);
        if (url.len) {
            lb_json_set_str(one, "file_url", url);
            lb_json_set_str(one, "file_count", lb_model_count(p, "%s temuan", lb_json_int_of(file, "count")));
            lb_json_push(pages, one);
            continue;
        }
        struct lb_json *list = lb_json_array();
        for (size_t i = 0; i < lb_json_size(findings); i++)
            lb_json_push(list, lb_finding_model(p, path, lb_json_at(findings, i), 0));
        lb_json_set(one, "file_findings", list);
        lb_json_push(others, one);
    }
    lb_json_set(m, "pages", pages);
    lb_json_set(m, "others", others);
    if (more)
        lb_json_set_str(m, "files_more", lb_model_count(p, "%s berkas lagi tidak ditampilkan; jalankan lumbung check.", (int64_t)more));
}

enum lb_status page_preview(const struct lb_page_request *p, struct lb_reply *reply, struct lb_err *e)
{
    if (!p->is_preview)
        return refuse(e);
    struct lb_json *m = lb_model_new(p, lb_model_word(p, "Pratinjau"), LB_EMPTY);
    lb_json_set(m, "broken", lb_preview_broken(p));
    set_files(p, m);
    return lb_model_reply(reply, "page/preview.html", m);
}
