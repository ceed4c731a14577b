/* store_library.h - a small library for the tests of the store, in a temporary state directory. */
#ifndef STORE_LIBRARY_H
#define STORE_LIBRARY_H

#include "unit.h"

#include <stdio.h>
#include <unistd.h>

#include "base/fs.h"
#include "store/store.h"

struct test_case {
    const char *id, *title, *problem, *body;
    const char *affair, *region, *year, *evidence, *challenge;
    const char *title_en, *body_en; /* NULL = no translation */
};

static char library_dir[64];

static inline void library_make_dir(void)
{
    snprintf(library_dir, sizeof library_dir, "/tmp/lumbung-store-XXXXXX");
    assert_non_null(mkdtemp(library_dir));
}

static inline void library_remove_dir(void)
{
    struct lb_err e = {0};
    assert_int_equal(lb_fs_remove(library_dir, &e), LB_OK);
}

static inline void must(enum lb_status s, const struct lb_err *e)
{
    if (s != LB_OK)
        fail_msg("%s: %s", lb_status_name(s), e->msg);
}

static inline struct lb_analyser *library_analyser(void)
{
    struct lb_err e = {0};
    struct lb_analyser *a = NULL;
    must(lb_analyser_new(NULL, &a, &e), &e);
    return a;
}

static inline struct lb_doc_lang library_lang(const struct test_case *c, bool is_english)
{
    struct lb_doc_lang d = {0};
    d.card.id = lb_slice_of(c->id);
    d.card.lang = is_english ? LB_S("en") : LB_S("id");
    d.card.title = lb_slice_of(is_english ? c->title_en : c->title);
    d.card.problem = lb_slice_of(is_english ? "" : c->problem);
    d.card.summary = d.card.problem;
    d.card.region = lb_slice_of(c->region);
    d.card.year = lb_slice_of(c->year);
    d.card.evidence = lb_slice_of(c->evidence);
    d.card.updated = lb_slice_of(c->year);
    d.zones[LB_ZONE_TITLE] = d.card.title;
    d.zones[LB_ZONE_PROBLEM] = d.card.problem;
    d.zones[LB_ZONE_BODY] = lb_slice_of(is_english ? c->body_en : c->body);
    d.record = is_english ? LB_S("{\"lang\":\"en\"}") : LB_S("{\"lang\":\"id\"}");
    d.body = LB_HTML("<p>isi</p>");
    return d;
}

static inline enum lb_status library_put(struct lb_writer *w, const struct test_case *c, struct lb_err *e)
{
    struct lb_doc_lang langs[2] = {library_lang(c, false)};
    size_t lang_count = 1, n = 0;
    if (c->title_en)
        langs[lang_count++] = library_lang(c, true);
    struct lb_facet_value facets[8];
    lb_slice region = lb_slice_of(c->region);
    if (c->affair)
        facets[n++] = (struct lb_facet_value){LB_FIELD_AFFAIR, lb_slice_of(c->affair), LB_EMPTY};
    if (c->region) {
        facets[n++] = (struct lb_facet_value){LB_FIELD_REGION, region, LB_EMPTY};
        facets[n++] = (struct lb_facet_value){LB_FIELD_PROVINCE, lb_slice_sub(region, 0, 2), LB_EMPTY};
    }
    if (c->year)
        facets[n++] = (struct lb_facet_value){LB_FIELD_YEAR, lb_slice_of(c->year), LB_EMPTY};
    if (c->evidence)
        facets[n++] = (struct lb_facet_value){LB_FIELD_EVIDENCE, lb_slice_of(c->evidence), LB_EMPTY};
    if (c->challenge)
        facets[n++] = (struct lb_facet_value){LB_FIELD_CHALLENGE, lb_slice_of(c->challenge), LB_EMPTY};
    struct lb_doc doc = {lb_slice_of(c->id), langs, lang_count, facets, n};
    return lb_writer_put(w, &doc, e);
}

static inline void library_write(const struct test_case *cases, size_t count)
{
    struct lb_err e = {0};
    struct lb_analyser *a = library_analyser();
    struct lb_writer *w = NULL;
    must(lb_writer_open(library_dir, a, &w, &e), &e);
    for (size_t i = 0; i < count; i++)
        must(library_put(w, &cases[i], &e), &e);
    must(lb_writer_note(w, LB_S("vocab"),
                        LB_S("{\"affairs\":{\"terms\":[{\"code\":\"1.02\",\"label\":{\"id\":\"Kesehatan\",\"en\":\"Health\"}},"
                             "{\"code\":\"2.11\",\"label\":{\"id\":\"Lingkungan hidup\",\"en\":\"Environment\"}}]}}"),
                        &e),
         &e);
    must(lb_writer_note(w, LB_S("regions"),
                        LB_S("{\"61\":{\"name\":\"Kalimantan Barat\",\"level\":\"provinsi\"},"
                             "\"61.71\":{\"name\":\"Kota Pontianak\",\"level\":\"kota\",\"parent\":\"61\"},"
                             "\"15.71\":{\"name\":\"Kota Jambi\",\"level\":\"kota\",\"parent\":\"15\"}}"),
                        &e),
         &e);
    must(lb_writer_commit(w, &e), &e);
    lb_writer_close(w);
    lb_analyser_free(a);
}

#endif
