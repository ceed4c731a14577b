/* The build: what a small library with everything in it leaves in the snapshot. */
#include "unit.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/str.h"
#include "indexer/assets.h"
#include "indexer/build.h"
#include "indexer/repo.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct lb_arena arena;
static struct lb_err err;
static struct lb_diags diags;
static struct lb_build_report report;
static struct lb_snapshot *snapshot;
static struct lb_reader *reader;
static char dir[] = "/tmp/lumbung-build-XXXXXX";

/* put_case comes from the scripts' own library of helpers, so that there is one smallest case that passes all rules. */
static const char script[] =
    "set -e; cd '%s'; export SOURCE='%s' LUMBUNG=none; . \"$SOURCE/tests/library.sh\"; trap - EXIT; rm -r \"$work\"; export HOME=$PWD; lib=lib\n"
    "at() { export GIT_COMMITTER_DATE=\"2026-01-$1T12:00:00Z\" GIT_AUTHOR_DATE=\"2026-01-$1T12:00:00Z\"; }\n"
    "library lib\n"
    "put_case lib kasus-satu published 'aliases: [kasus-lama]\nimages:\n  - file: foto.png\n    alt: Sawah\n  - file: palsu.png\n    alt: Palsu\ndocuments:\n  - title: Pedoman\n    kind: guideline\n    path: pedoman.pdf\n  - title: Palsu\n    kind: report\n    path: palsu.pdf'\n"
    "put_case lib kasus-dua published 'replicates:\n  - case: kasus-satu\n    kind: copy\n    source: s1'\n"
    "put_case lib kasus-draf draft\n"
    "printf '\\n![Sawah](foto.png) [lihat](kasus:kasus-dua) [hilang](kasus:tiada) [draf](kasus:kasus-draf)\\n' >> lib/cases/61/kasus-satu/id.md\n"
    "cp foto.png lib/cases/61/kasus-satu/; echo bukan > lib/cases/61/kasus-satu/palsu.png\n"
    "printf '%%%%PDF-1.4 isi' > lib/cases/61/kasus-satu/pedoman.pdf; echo '<script>' > lib/cases/61/kasus-satu/palsu.pdf\n"
    "mkdir -p lib/collections; cat > lib/collections/pilihan.md <<'X'\n"
    "---\ntitle: Pilihan redaksi\nkind: reading_list\nstate: published\ncurator: Redaksi\nparts:\n  - title: Satu\n    items:\n      - case: kasus-satu\n"
    "        note: Bacalah\n      - case: tiada\n---\n\nPengantar **tebal**.\nX\n"
    "at 01; commit lib 'awal'; pin=$(git -C lib rev-parse HEAD)\n"
    "printf '%%s\\n' '---' 'title: Case one in English' 'summary: A small case made for tests, with all the parts the schema asks for.' 'problem: Residents wait too long.' \"translation_of_commit: \\\"$pin\\\"\" '---' '' '## Problem' '' 'Words[^s1].' > lib/cases/61/kasus-satu/en.md\n"
    "at 02; commit lib 'terjemah'\n"
    "echo 'Kalimat baru.' >> lib/cases/61/kasus-satu/id.md; at 03; commit lib 'tambah kalimat'\n";

static enum lb_status build(const char *from, const char *state, bool is_forced)
{
    struct lb_progress progress;
    lb_progress_init(&progress, STDERR_FILENO, true);
    struct lb_build_options o = {
        .repo = from ? NULL : lb_arena_printf(&arena, "%s/lib", dir).data, .from = from, .program = "lumbung 1 test", .is_forced = is_forced,
        .state = state ? lb_arena_printf(&arena, "%s/%s", dir, state).data : NULL, .progress = &progress};
    lb_diags_free(&diags);
    lb_diags_init(&diags);
    return lb_build(&o, &diags, &report, &err);
}

static int setup(void **state)
{
    (void)state;
    lb_diags_init(&diags);
    if (!mkdtemp(dir))
        return -1;
    lb_slice picture;
    char *file = lb_arena_cstr(&arena, lb_arena_printf(&arena, "%s/make.sh", dir));
    struct lb_str text = LB_STR_INIT(10000);
    lb_str_printf(&text, script, dir, LB_SOURCE_DIR);
    if (lb_fs_read(&arena, LB_SOURCE_DIR "/tests/unit/data/sawah.png", 1000000, &picture, &err) ||
        lb_fs_write(lb_arena_printf(&arena, "%s/foto.png", dir).data, picture, &err) || lb_fs_write(file, lb_str_slice(&text), &err))
        return -1;
    lb_str_free(&text);
    if (system(lb_arena_printf(&arena, "bash '%s' > '%s/make.log' 2>&1", file, dir).data)) {
        lb_slice log;
        print_error("%s\n", lb_fs_read(&arena, lb_arena_printf(&arena, "%s/make.log", dir).data, 100000, &log, &err) ? err.msg : log.data);
        return -1;
    }
    if (build(NULL, "state", false)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    return lb_snapshot_open(lb_arena_printf(&arena, "%s/state", dir).data, &snapshot, &err) || lb_reader_open(snapshot, &reader, &err);
}

static int teardown(void **state)
{
    (void)state;
    lb_reader_close(reader);
    lb_snapshot_drop(snapshot);
    int failed = lb_fs_remove(dir, &err) != LB_OK;
    lb_diags_free(&diags);
    lb_arena_free(&arena);
    lb_pictures_end();
    lb_repos_end();
    return failed;
}

static struct lb_json *note(const char *key)
{
    lb_slice text;
    struct lb_json *value = NULL;
    if (lb_reader_note(reader, &arena, lb_slice_of(key), &text, &err) || lb_json_parse(text, &value, &err))
        fail_msg("note %s: %s", key, err.msg);
    return value;
}

static struct lb_json *record(const char *id, const char *lang, struct lb_page *page)
{
    struct lb_json *value = NULL;
    if (lb_reader_page(reader, &arena, lb_slice_of(id), lb_slice_of(lang), page, &err) || lb_json_parse(page->record, &value, &err))
        fail_msg("%s: %s", id, err.msg);
    return value;
}

#define assert_slice(s, expected)                                                                                      \
    do {                                                                                                               \
        char *c_ = lb_arena_cstr(&arena, (s));                                                                         \
        assert_string_equal(c_, (expected));                                                                           \
    } while (0)

static bool complained(const char *code, const char *part)
{
    for (size_t i = 0; i < diags.count; i++)
        if (strcmp(diags.items[i].code, code) == 0 && strstr(lb_arena_cstr(&arena, diags.items[i].message.in[LB_LANG_EN]), part))
            return true;
    return false;
}

static void test_build__head_says_what_the_snapshot_is_of(void **state)
{
    (void)state;
    struct lb_json *head = note("head");
    assert_int_equal(lb_json_int_of(head, "cases"), 2);
    assert_int_equal(lb_json_str(head, "commit").len, 40);
    assert_slice(lb_json_str(head, "date"), "2026-01-03");
    assert_slice(lb_json_str(head, "ref"), "HEAD");
    assert_slice(lb_json_str(head, "program"), "lumbung 1");
    assert_false(lb_json_bool_of(head, "is_worktree"));
    lb_json_free(head);
}

static void test_build__a_draft_is_not_in(void **state)
{
    (void)state;
    struct lb_page page;
    assert_int_equal(lb_reader_page(reader, &arena, LB_S("kasus-draf"), LB_S("id"), &page, &err), LB_NOT_FOUND);
    lb_slice *keys;
    size_t count, cases = 0;
    assert_int_equal(lb_reader_notes(reader, &arena, LB_S("cases:"), &keys, &count, &err), LB_OK);
    for (size_t i = 0; i < count; i++) {
        struct lb_json *part = note(lb_arena_cstr(&arena, keys[i]));
        cases += lb_json_size(part);
        lb_json_free(part);
    }
    assert_int_equal(cases, 2);
}

static void test_build__history_names_authors_and_no_addresses(void **state)
{
    (void)state;
    struct lb_page page;
    struct lb_json *r = record("kasus-satu", "id", &page);
    assert_int_equal(lb_json_number(lb_json_path(r, "history.count")), 2);
    assert_slice(lb_json_text(lb_json_path(r, "history.first.date")), "2026-01-01");
    struct lb_json *newest = lb_json_at(lb_json_path(r, "history.revisions"), 0);
    assert_slice(lb_json_text(lb_json_at(lb_json_get(newest, "authors"), 0)), "Ani Wijaya");
    assert_slice(lb_json_str(newest, "subject"), "tambah kalimat");
    assert_null(memmem(page.record.data, page.record.len, "rahasia", 7));
    lb_json_free(r);
}

static void test_build__a_translation_is_one_case_and_knows_that_it_is_behind(void **state)
{
    (void)state;
    struct lb_page page;
    struct lb_json *r = record("kasus-satu", "en", &page);
    assert_slice(page.lang, "en");
    assert_slice(lb_json_str(r, "title"), "Case one in English");
    assert_int_equal(lb_json_int_of(r, "translation_behind"), 1);
    assert_non_null(memmem(page.body.markup.data, page.body.markup.len, "#sumber-s1", 10));
    lb_json_free(r);
}

static void test_build__pictures_are_assets_and_a_false_one_is_said(void **state)
{
    (void)state;
    struct lb_page page;
    struct lb_json *r = record("kasus-satu", "id", &page), *images = lb_json_get(r, "images");
    lb_slice asset = lb_json_str(lb_json_at(images, 0), "asset"), bytes;
    assert_int_equal(lb_json_int_of(lb_json_at(images, 0), "width"), 600);
    assert_int_equal(lb_json_size(lb_json_get(lb_json_at(images, 0), "variants")), 2);
    assert_int_equal(lb_reader_asset(reader, &arena, asset, &bytes, &err), LB_OK);
    assert_memory_equal(bytes.data, "RIFF", 4);
    assert_non_null(memmem(page.body.markup.data, page.body.markup.len, asset.data, asset.len));
    assert_int_equal(lb_json_str(lb_json_at(images, 1), "asset").len, 0);
    assert_true(complained("W090", "palsu.png"));
    lb_json_free(r);
}

static void test_build__documents_are_assets_when_they_are_what_they_say(void **state)
{
    (void)state;
    struct lb_page page;
    struct lb_json *r = record("kasus-satu", "en", &page), *documents = lb_json_get(r, "documents");
    lb_slice asset = lb_json_str(lb_json_at(documents, 0), "asset"), bytes;
    assert_true(lb_slice_ends(asset, LB_S(".pdf")));
    assert_int_equal(lb_reader_asset(reader, &arena, asset, &bytes, &err), LB_OK);
    assert_slice(bytes, "%PDF-1.4 isi");
    assert_int_equal(lb_json_str(lb_json_at(documents, 1), "asset").len, 0);
    assert_true(complained("W094", "palsu.pdf"));
    lb_json_free(r);
}

static void test_build__links_lead_only_to_what_is_shown(void **state)
{
    (void)state;
    struct lb_page page;
    struct lb_json *r = record("kasus-satu", "id", &page);
    lb_slice html = page.body.markup;
    assert_non_null(memmem(html.data, html.len, "href=\"/kasus/kasus-dua\"", 23));
    assert_null(memmem(html.data, html.len, "/kasus/tiada", 12));
    assert_null(memmem(html.data, html.len, "/kasus/kasus-draf", 17));
    assert_true(complained("W086", "tiada"));
    assert_true(complained("W086", "kasus-draf"));
    lb_json_free(r);
}

static void test_build__lineage_is_told_on_both_sides(void **state)
{
    (void)state;
    struct lb_page page;
    struct lb_json *r = record("kasus-satu", "id", &page);
    assert_int_equal(lb_json_size(lb_json_path(r, "lineage.to")), 1);
    assert_slice(lb_json_str(lb_json_at(lb_json_path(r, "lineage.to"), 0), "id"), "kasus-dua");
    assert_slice(lb_json_str(lb_json_at(lb_json_get(r, "collections"), 0), "title"), "Pilihan redaksi");
    lb_json_free(r);
}

static void test_build__a_collection_marks_what_is_missing(void **state)
{
    (void)state;
    struct lb_json *c = note("collection:pilihan:id"), *items = lb_json_get(lb_json_at(lb_json_get(c, "parts"), 0), "items");
    assert_slice(lb_json_str(c, "body"), "<p>Pengantar <strong>tebal</strong>.</p>\n");
    assert_slice(lb_json_str(lb_json_at(items, 0), "title"), "Kasus kasus-satu tentang hal yang dicoba");
    assert_false(lb_json_bool_of(lb_json_at(items, 0), "missing"));
    assert_true(lb_json_bool_of(lb_json_at(items, 1), "missing"));
    assert_true(complained("E029", "tiada"));
    struct lb_json *all = note("collections");
    assert_int_equal(lb_json_int_of(lb_json_at(all, 0), "count"), 1);
    lb_json_free(all);
    lb_json_free(c);
}

static void test_build__old_ids_lead_to_the_new(void **state)
{
    (void)state;
    lb_slice id;
    assert_int_equal(lb_reader_note(reader, &arena, LB_S("alias:kasus-lama"), &id, &err), LB_OK);
    assert_slice(id, "kasus-satu");
}

static void test_build__every_note_of_the_contract_is_there(void **state)
{
    (void)state;
    static const char *const keys[] = {"library", "vocab", "regions", "tiles", "profiles", "headings", "search", "schema", "diagnostics"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        lb_json_free(note(keys[i]));
}

/* The last ones: they build again. */
static void test_build__the_same_commit_is_not_built_twice(void **state)
{
    (void)state;
    assert_int_equal(build(NULL, "state", false), LB_OK);
    assert_true(report.is_current);
    assert_int_equal(report.cases, 2);
    assert_int_equal(build(NULL, "state", true), LB_OK);
    assert_false(report.is_current);
}

static void test_build__checking_writes_nothing(void **state)
{
    (void)state;
    assert_int_equal(build(lb_arena_printf(&arena, "%s/lib", dir).data, NULL, false), LB_OK);
    assert_int_equal(report.cases, 2);
    assert_int_equal(report.hidden, 1);
    assert_true(complained("W086", "tiada"));
}

static void test_build__two_builds_of_one_commit_are_equal(void **state)
{
    (void)state;
    assert_int_equal(build(NULL, "again", false), LB_OK);
    struct lb_snapshot *other = NULL;
    assert_int_equal(lb_snapshot_open(lb_arena_printf(&arena, "%s/again", dir).data, &other, &err), LB_OK);
    struct lb_reader *second = NULL;
    assert_int_equal(lb_reader_open(other, &second, &err), LB_OK);
    static const char *const ids[] = {"kasus-satu", "kasus-dua"};
    for (size_t i = 0; i < 2; i++) {
        struct lb_page a, b;
        assert_int_equal(lb_reader_page(reader, &arena, lb_slice_of(ids[i]), LB_S("id"), &a, &err), LB_OK);
        assert_int_equal(lb_reader_page(second, &arena, lb_slice_of(ids[i]), LB_S("id"), &b, &err), LB_OK);
        assert_true(lb_slice_eq(a.record, b.record));
        assert_true(lb_slice_eq(a.body.markup, b.body.markup));
    }
    lb_reader_close(second);
    lb_snapshot_drop(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_build__head_says_what_the_snapshot_is_of),
        cmocka_unit_test(test_build__a_draft_is_not_in),
        cmocka_unit_test(test_build__history_names_authors_and_no_addresses),
        cmocka_unit_test(test_build__a_translation_is_one_case_and_knows_that_it_is_behind),
        cmocka_unit_test(test_build__pictures_are_assets_and_a_false_one_is_said),
        cmocka_unit_test(test_build__documents_are_assets_when_they_are_what_they_say),
        cmocka_unit_test(test_build__links_lead_only_to_what_is_shown),
        cmocka_unit_test(test_build__lineage_is_told_on_both_sides),
        cmocka_unit_test(test_build__a_collection_marks_what_is_missing),
        cmocka_unit_test(test_build__old_ids_lead_to_the_new),
        cmocka_unit_test(test_build__every_note_of_the_contract_is_there),
        cmocka_unit_test(test_build__the_same_commit_is_not_built_twice),
        cmocka_unit_test(test_build__checking_writes_nothing),
        cmocka_unit_test(test_build__two_builds_of_one_commit_are_equal),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
