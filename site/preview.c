/* preview.c - the bar on every page of a preview, marks and banners of states, the page for what cannot be shown. */
#include "site/preview.h"

#include "site/links.h"

static const struct lb_json *the_note(const struct lb_page_request *p)
{
    return p->is_preview ? lb_library_note(p->library, "preview") : NULL;
}

static lb_slice state_url(const struct lb_page_request *p, lb_slice code)
{
    return lb_url_search(p->arena, p->request->lang, lb_fields[LB_FIELD_STATE].key, code);
}

/* ---- the bar */

static lb_slice source_text(const struct lb_page_request *p)
{
    const struct lb_json *head = lb_library_note(p->library, "head");
    lb_slice folder = lb_json_str(head, "folder"), ref = lb_json_str(head, "ref"), commit = lb_json_str(head, "commit");
    if (lb_json_bool_of(head, "is_worktree"))
        return folder.len ? LB_SAY(p, "Folder “%s”: isi berkas saat ini, mungkin belum tersimpan di git.", folder)
                          : lb_model_word(p, "Folder kerja: isi berkas saat ini, mungkin belum tersimpan di git.");
    return LB_SAY(p, "Cabang atau revisi “%s”, commit %s.", ref, lb_slice_sub(commit, 0, 10));
}

static void push_link(struct lb_json *list, lb_slice text, lb_slice url, bool is_bad)
{
    struct lb_json *one = lb_json_object();
    lb_json_set_str(one, "bar_text", text);
    lb_json_set_str(one, "bar_url", url);
    lb_json_set_bool(one, "bar_is_bad", is_bad);
    lb_json_push(list, one);
}

static void push_states(const struct lb_page_request *p, struct lb_json *list)
{
    static const char *const states[][2] = {
        {"draft", LB_WORD("%s draf")}, {"review", LB_WORD("%s ditinjau")}, {"withdrawn", LB_WORD("%s ditarik")}};
    struct lb_facet_result found;
    if (!p->reader || lb_reader_values(p->reader, p->arena, LB_FIELD_STATE, &found, NULL) != LB_OK)
        return;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        lb_slice code = lb_slice_of(states[i][0]);
        unsigned n = lb_model_count_of(&found, code);
        if (n)
            push_link(list, lb_model_count(p, states[i][1], n), state_url(p, code), false);
    }
}

void lb_preview_frame(const struct lb_page_request *p, const struct lb_assets *assets, struct lb_json *model)
{
    if (!p->is_preview || lb_json_get(model, "preview"))
        return;
    struct lb_json *bar = lb_json_object(), *links = lb_json_array();
    const struct lb_json *note = the_note(p);
    lb_slice home = lb_url(p->arena, p->request->lang, "preview", LB_EMPTY);
    size_t broken = lb_json_size(lb_json_get(note, "broken")), files = lb_json_size(lb_json_get(note, "files"));
    lb_json_set_str(bar, "bar_source", source_text(p));
    push_states(p, links);
    if (broken)
        push_link(links, lb_model_count(p, "%s berkas tidak dapat ditampilkan", (int64_t)broken), home, true);
    if (files > broken)
        push_link(links, lb_model_word(p, "Semua temuan"), home, false);
    lb_json_set(bar, "bar_links", links);
    lb_json_set_str(bar, "bar_version", lb_snapshot_name(lb_library_snapshot(p->library)));
    lb_json_set_str(bar, "bar_version_url", lb_url(p->arena, p->request->lang, "preview-version", LB_EMPTY));
    lb_json_set_str(bar, "bar_css", lb_assets_url(assets, "preview.css"));
    lb_json_set_str(bar, "bar_js", lb_assets_url(assets, "preview.js"));
    lb_json_set(model, "preview", bar);
    lb_json_set_bool(model, "is_noindex", true);
    /* Addresses of the public site would lead away from the preview, or into it. */
    lb_json_set(model, "alternates", lb_json_array());
    lb_json_set_str(model, "canonical_url", LB_EMPTY);
    lb_json_set(model, "feeds", lb_json_array());
    lb_json_set_str(model, "opensearch_url", LB_EMPTY);
}

/* ---- states */

void lb_preview_mark(const struct lb_page_request *p, const char *prefix, lb_slice code, struct lb_json *into)
{
    if (!p->is_preview || !code.len || lb_slice_eq(code, LB_S("published")))
        return;
    lb_json_set_str(into, lb_arena_printf(p->arena, "%s_state", prefix).data, lb_model_label(p, "states", code));
    lb_json_set_str(into, lb_arena_printf(p->arena, "%s_state_code", prefix).data, code);
}

void lb_preview_mark_case(const struct lb_page_request *p, const char *prefix, lb_slice id, struct lb_json *into)
{
    struct lb_card card;
    if (p->is_preview && p->reader && lb_reader_card(p->reader, p->arena, id, lb_slice_of(p->request->lang), &card, NULL) == LB_OK)
        lb_preview_mark(p, prefix, card.state, into);
}

void lb_preview_mark_collection(const struct lb_page_request *p, const char *prefix, lb_slice id, struct lb_json *into)
{
    const struct lb_json *all = p->is_preview ? lb_library_note(p->library, "collections") : NULL;
    for (size_t i = 0; i < lb_json_size(all); i++)
        if (lb_slice_eq(lb_json_str(lb_json_at(all, i), "id"), id))
            lb_preview_mark(p, prefix, lb_json_str(lb_json_at(all, i), "state"), into);
}

/* A field's name for people, as the schema has it. */
static lb_slice field_label(const struct lb_page_request *p, const char *kind, lb_slice name)
{
    const struct lb_json *fields = lb_json_get(lb_json_get(lb_library_note(p->library, "schema"), kind), "properties");
    const struct lb_json *field = lb_json_get(fields, lb_arena_cstr(p->arena, name));
    lb_slice label = lb_library_text(lb_json_get(field, "x-title"), p->request->lang);
    return label.len ? label : name;
}

static void set_missing(const struct lb_page_request *p, const char *kind, const struct lb_json *missing, struct lb_json *banner)
{
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(missing); i++) {
        struct lb_json *one = lb_json_object();
        lb_slice name = lb_json_text(lb_json_at(missing, i));
        lb_json_set_str(one, "missing_name", name);
        lb_json_set_str(one, "missing_label", field_label(p, kind, name));
        lb_json_push(list, one);
    }
    lb_json_set(banner, "missing", list);
}

void lb_preview_banner(const struct lb_page_request *p, const struct lb_json *record, const char *kind, struct lb_json *into)
{
    static const struct {
        const char *code, *means, *next;
    } states[] = {
        {"draft", LB_WORD("Naskah ini draf: hanya tampil dalam pratinjau, tidak di situs umum."),
         LB_WORD("Bila sudah siap diperiksa, ubah state: draft menjadi state: review.")},
        {"review", LB_WORD("Naskah ini menunggu tinjauan: hanya tampil dalam pratinjau, belum di situs umum."),
         LB_WORD("Peninjau menerbitkannya dengan mengubah state: review menjadi state: published.")},
        {"withdrawn", LB_WORD("Naskah ini sudah ditarik: tidak lagi tampil di situs umum."),
         LB_WORD("Untuk menerbitkannya lagi, ubah state: withdrawn menjadi state: review dan mintakan tinjauan.")},
    };
    lb_slice code = lb_json_str(record, "state");
    for (size_t i = 0; p->is_preview && i < sizeof states / sizeof *states; i++) {
        if (!lb_slice_eq(code, lb_slice_of(states[i].code)))
            continue;
        struct lb_json *banner = lb_json_object(), *found = lb_json_array();
        const struct lb_json *needs = lb_json_get(record, "to_publish"), *findings = lb_json_get(needs, "findings");
        lb_json_set_str(banner, "banner_code", code);
        lb_json_set_str(banner, "banner_label", lb_model_label(p, "states", code));
        lb_json_set_str(banner, "banner_means", lb_model_word(p, states[i].means));
        lb_json_set_str(banner, "banner_next", lb_model_word(p, states[i].next));
        set_missing(p, kind, lb_json_get(needs, "missing"), banner);
        for (size_t k = 0; k < lb_json_size(findings); k++)
            lb_json_push(found, lb_finding_model(p, lb_json_str(record, "path"), lb_json_at(findings, k), 0));
        lb_json_set(banner, "needed", found);
        lb_json_set_bool(banner, "banner_is_ready",
                         needs && !lb_json_size(findings) && !lb_json_size(lb_json_get(needs, "missing")));
        lb_json_set(into, "state_banner", banner);
    }
}

/* ---- what cannot be shown */

static lb_slice broken_url(const struct lb_page_request *p, const struct lb_json *one)
{
    const char *kind = lb_slice_eq(lb_json_str(one, "kind"), LB_S("case")) ? "case" : "collection";
    const char *lang = lb_slice_eq(lb_json_str(one, "lang"), LB_S("en")) ? "en" : "id";
    return lb_url(p->arena, lang, kind, lb_json_str(one, "id"));
}

struct lb_json *lb_preview_broken(const struct lb_page_request *p)
{
    const struct lb_json *note = the_note(p), *all = lb_json_get(note, "broken"), *files = lb_json_get(note, "files");
    struct lb_json *list = lb_json_array();
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        lb_slice path = lb_json_str(one, "path"), title = lb_json_str(one, "title");
        struct lb_json *m = lb_json_object();
        lb_json_set_str(m, "broken_title", title.len ? title : lb_json_str(one, "id"));
        lb_json_set_str(m, "broken_url", broken_url(p, one));
        lb_json_set_str(m, "broken_path", path);
        lb_json_set_str(m, "broken_count",
                        lb_model_count(p, "%s kesalahan", lb_json_int_of(lb_json_get(files, lb_arena_cstr(p->arena, path)), "errors")));
        lb_json_push(list, m);
    }
    return list;
}

const struct lb_json *lb_preview_find_broken(const struct lb_page_request *p, const char *kind, lb_slice id)
{
    const struct lb_json *all = lb_json_get(the_note(p), "broken"), *found = NULL;
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        if (!lb_slice_eq(lb_json_str(one, "kind"), lb_slice_of(kind)) || !lb_slice_eq(lb_json_str(one, "id"), id))
            continue;
        if (!found || lb_slice_eq(lb_json_str(one, "lang"), lb_slice_of(p->request->lang)))
            found = one;
    }
    return found;
}

void lb_preview_faces(const struct lb_page_request *p, lb_slice id, struct lb_json *into)
{
    const struct lb_json *all = lb_json_get(the_note(p), "broken"), *files = lb_json_get(the_note(p), "files");
    struct lb_json *faces = lb_json_array();
    for (size_t i = 0; i < lb_json_size(all); i++) {
        const struct lb_json *one = lb_json_at(all, i);
        if (!lb_slice_eq(lb_json_str(one, "kind"), LB_S("case")) || !lb_slice_eq(lb_json_str(one, "id"), id))
            continue;
        lb_slice path = lb_json_str(one, "path");
        const struct lb_json *findings = lb_json_get(lb_json_get(files, lb_arena_cstr(p->arena, path)), "findings");
        struct lb_json *face = lb_json_object(), *list = lb_json_array();
        for (size_t k = 0; k < lb_json_size(findings); k++)
            lb_json_push(list, lb_finding_model(p, path, lb_json_at(findings, k), 0));
        lb_json_set_str(face, "face_path", path);
        lb_json_set_str(face, "face_title", LB_SAY(p, "Terjemahan %s tidak dapat ditampilkan", path));
        lb_json_set(face, "face_findings", list);
        lb_json_push(faces, face);
    }
    lb_json_set(into, "faces", faces);
}

enum lb_status lb_preview_reply_broken(const struct lb_page_request *p, const struct lb_json *broken, struct lb_reply *reply)
{
    lb_slice path = lb_json_str(broken, "path"), title = lb_json_str(broken, "title"), id = lb_json_str(broken, "id");
    const struct lb_json *file = lb_json_get(lb_json_get(the_note(p), "files"), lb_arena_cstr(p->arena, path));
    const struct lb_json *findings = lb_json_get(file, "findings");
    struct lb_json *m = lb_model_new(p, title.len ? title : id, LB_EMPTY), *list = lb_json_array();
    bool is_case = lb_slice_eq(lb_json_str(broken, "kind"), LB_S("case"));
    int64_t errors = lb_json_int_of(file, "errors"), all = lb_json_int_of(file, "count"), n = (int64_t)lb_json_size(findings);
    lb_json_set_str(m, "broken_text", is_case ? lb_model_count(p, "Kasus ini tidak dapat ditampilkan: ada %s kesalahan dalam berkasnya.", errors)
                                              : lb_model_count(p, "Koleksi ini tidak dapat ditampilkan: ada %s kesalahan dalam berkasnya.", errors));
    lb_json_set_str(m, "broken_path", path);
    for (size_t i = 0; i < lb_json_size(findings); i++)
        lb_json_push(list, lb_finding_model(p, path, lb_json_at(findings, i), i + 1));
    lb_json_set(m, "findings_all", list);
    if (all > n)
        lb_json_set_str(m, "findings_more", lb_model_count(p, "%s temuan lagi tidak ditampilkan; jalankan lumbung check.", all - n));
    return lb_model_reply(reply, "page/preview-broken.html", m);
}
