/* snapshot.h - a small library in a fresh state directory, for the tests of the site. */
#ifndef TEST_SNAPSHOT_H
#define TEST_SNAPSHOT_H

#include "base/fs.h"
#include "store/store.h"

#include <stdlib.h>
#include <unistd.h>

struct test_note {
    const char *key, *value;
};

/* Writes cases a-case and b-case (with the marker in their titles) and these notes as the next snapshot of dir. */
static enum lb_status test_snapshot(const char *dir, const char *marker, const struct test_note *notes, struct lb_err *e)
{
    struct lb_arena a = LB_ARENA_INIT;
    struct lb_analyser *analyser = NULL;
    struct lb_writer *w = NULL;
    enum lb_status s = lb_analyser_new(NULL, &analyser, e);
    if (s == LB_OK)
        s = lb_writer_open(dir, analyser, &w, e);
    for (int i = 0; s == LB_OK && i < 2; i++) {
        lb_slice id = i ? LB_S("b-case") : LB_S("a-case");
        lb_slice title = lb_arena_printf(&a, "Judul %" LB_PRI " %s", LB_ARG(id), marker);
        struct lb_doc_lang lang = {
            .card = {.id = id, .lang = LB_S("id"), .title = title, .problem = LB_S("Banjir setiap tahun"),
                     .summary = LB_S("Warga memetakan saluran air"), .region = LB_S("61.71"),
                     .region_name = LB_S("Kota Pontianak"), .year = LB_S("2019"), .stage = LB_S("penerapan"),
                     .status = LB_S("berjalan"), .evidence = LB_S("E2"), .affair = LB_S("1.03"),
                     .updated = LB_S("2026-01-02")},
            .record = lb_arena_printf(&a, "{\"id\":\"%" LB_PRI "\",\"lang\":\"id\",\"title\":\"%" LB_PRI "\"}", LB_ARG(id),
                                      LB_ARG(title)),
            .body = LB_HTML("<h2 id=\"masalah\">Masalah</h2><p>Banjir.</p>"),
        };
        lang.zones[LB_ZONE_TITLE] = title;
        lang.zones[LB_ZONE_BODY] = LB_S("Masalah banjir");
        struct lb_facet_value facets[] = {{LB_FIELD_AFFAIR, LB_S("1.03"), LB_EMPTY}, {LB_FIELD_YEAR, LB_S("2019"), LB_EMPTY}};
        s = lb_writer_put(w, &(struct lb_doc){id, &lang, 1, facets, 2}, e);
    }
    for (; s == LB_OK && notes->key; notes++)
        s = lb_writer_note(w, lb_slice_of(notes->key), lb_slice_of(notes->value), e);
    if (s == LB_OK)
        s = lb_writer_asset(w, LB_S("0123abcd.svg"), LB_S("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), e);
    if (s == LB_OK)
        s = lb_writer_commit(w, e);
    lb_writer_close(w);
    lb_analyser_free(analyser);
    lb_arena_free(&a);
    return s;
}

/* A folder of its own; to be removed with lb_fs_remove. */
static char *test_state(void)
{
    char *dir = strdup("/tmp/lumbung-test-XXXXXX");
    return mkdtemp(dir);
}

#endif
