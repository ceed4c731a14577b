/* Versions of a case from git: what is readable, what is nobody's business, what is broken; the words that changed. */
#include "repository.h"

#include "base/limits.h"
#include "indexer/revisions.h"

static const char *text_of(const char *bytes)
{
    struct lb_str out = LB_STR_INIT(1 << 20);
    lb_slice state;
    const char *code = NULL;
    unsigned line = 0;
    enum lb_status status = lb_revision_text(&arena, lb_slice_of(bytes), &out, &state, &code, &line, &err);
    const char *result = status ? lb_arena_printf(&arena, "%s:%u", code, line).data : lb_arena_copy(&arena, lb_str_slice(&out)).data;
    lb_str_free(&out);
    return result;
}

static void test_text__fields_and_sections_become_lines(void **state)
{
    (void)state;
    assert_string_equal(text_of("---\ntitle: Rumpon\nstate: published\ntags: [satu, \"dua  kali\"]\ncost: {setup: 12, basis: [apbd]}\n"
                                "results:\n  - indicator: Kasus\n    source: [s1, s2]\n  - {indicator: Biaya}\nempty:\n---\n"
                                "Mula [^s1].\n\n## Masalah\n\nJalan\n**rusak** di [desa](https://x.id/a).\n\n- satu\n- dua\n\n"
                                "### Rinci\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> kata\n\n```\nkode  x\n```\n\n## Hasil\n\n<https://y.id> <b>x</b>\n"),
                        "Ftitle\nv\tRumpon\nFstate\nv\tpublished\nFtags\ni\tsatu\ni\tdua kali\nFcost\nvsetup\t12\nvbasis\tapbd\n"
                        "Fresults\niindicator\tKasus\nvsource\ts1\nvsource\ts2\niindicator\tBiaya\nFempty\nv\t\n"
                        "pMula [s1].\nSMasalah\npJalan rusak di desa (https://x.id/a).\nlsatu\nldua\nhRinci\nta | b\nt1 | 2\nqkata\n"
                        "ckode x\nSHasil\nphttps://y.id x\n");
}

static void test_text__a_broken_file_says_where(void **state)
{
    (void)state;
    assert_string_equal(text_of("---\ntitle: a\nstage: [x\n---\nisi\n"), "E003:3");
    assert_string_equal(text_of("---\ntitle: a\ntitle: b\n---\nisi\n"), "E005:3");
    assert_string_equal(text_of("tanpa\n"), "E002:1");
    assert_string_equal(text_of("---\ntitle: \xff\n---\n"), "E001:2");
    assert_string_equal(text_of(""), "E002:1");
}

static struct lb_repo *repo;
static struct lb_history *history;

static void open_history(const char *name)
{
    struct lb_commit commit;
    repo = open_at(name, "HEAD", &commit);
    if (lb_history_read(repo, commit.id, &history, &err))
        fail_msg("%s", err.msg);
}

static void close_history(void)
{
    lb_history_free(history);
    lb_repo_close(repo);
}

static struct lb_revisions read_file(const char *name, const struct lb_revisions *original, bool has_drafts)
{
    struct lb_revisions r;
    const struct lb_file_history *first = lb_history_find(history, LB_S("cases/x/id.md"));
    const struct lb_file_history *h = lb_history_find(history, lb_arena_printf(&arena, "cases/x/%s", name));
    if (lb_revisions_read(repo, history, h, original ? first : NULL, original, has_drafts, &arena, &r, &err))
        fail_msg("%s", err.msg);
    return r;
}

static void test_revisions__only_what_was_published_is_shown(void **state)
{
    (void)state;
    /* v FILE TEXT: a version of a file, one a day from the 11th */
    sh("n=10; v() { mkdir -p cases/x; printf -- \"$2\" > cases/x/$1; n=$((n+1)); at $n; commit $n; }; "
       "g init -q a; cd a; v id.md '---\\nstate: draft\\n---\\nrahasia dapur\\n'; v en.md '---\\ntitle: kitchen\\n---\\nsecret\\n'; "
       "v id.md '---\\nstate: published\\n---\\nisi satu\\n'; v en.md '---\\ntitle: kitchen\\n---\\ntext one\\n'; "
       "v id.md '---\\nstate: [\\n---\\n'; v id.md '---\\nstate: published\\n---\\nisi satu dua\\n'; v id.md '---\\nstate: published\\n---\\nisi  satu  dua\\n'; "
       "g rm -q cases/x/id.md; v en.md x; v id.md '---\\nstate: published\\n---\\nisi tiga\\n'");
    open_history("a");
    struct lb_revisions r = read_file("id.md", NULL, false);
    const struct lb_version *v = r.versions.items;
    static const enum lb_version_state states[] = {LB_VERSION_SHOWN, LB_VERSION_REMOVED, LB_VERSION_SHOWN, LB_VERSION_SHOWN,
                                                   LB_VERSION_UNREADABLE, LB_VERSION_SHOWN, LB_VERSION_HIDDEN};
    assert_int_equal(r.versions.count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(v[i].state, states[i]);
    assert_true(v[0].added == 1 && v[0].removed == 2); /* against the version before the removal */
    assert_true(v[2].is_same && v[2].added == 0);
    assert_true(v[3].added == 1 && v[3].removed == 0 && !v[3].is_same);
    assert_string_equal(v[4].code.data, "E003");
    assert_true(v[5].is_first && !v[3].is_first);
    assert_string_equal(v[6].code.data, "draft");
    assert_int_equal(v[6].text.len, 0);
    assert_string_equal(r.published->date, "2020-01-13"); /* not the day of the draft */

    struct lb_revisions en = read_file("en.md", &r, false);
    assert_int_equal(en.versions.items[0].state, LB_VERSION_UNREADABLE);
    assert_int_equal(en.versions.items[1].state, LB_VERSION_SHOWN);
    assert_int_equal(en.versions.items[2].state, LB_VERSION_HIDDEN); /* its original was a draft */

    struct lb_revisions all = read_file("id.md", NULL, true);
    assert_int_equal(all.versions.items[6].state, LB_VERSION_SHOWN);
    assert_string_equal(all.published->date, "2020-01-13");
    close_history();
}

static void test_revisions__too_much_text_leaves_the_oldest_out(void **state)
{
    (void)state;
    sh("g init -q b; cd b; i=0; while [ $i -lt 12 ]; do { printf -- '---\\nstate: published\\n---\\n'; j=0; while [ $j -lt 20 ]; do "
       "head -c 12000 /dev/zero | tr '\\0' \"abcdefghijkl\" | sed \"s/a/k$i$j /g\" | head -c 12000; printf '\\n\\n'; j=$((j+1)); done; } > isi; mkdir -p cases/x; mv isi cases/x/id.md; "
       "at $((10+i)); commit x; i=$((i+1)); done");
    open_history("b");
    struct lb_revisions r = read_file("id.md", NULL, false);
    assert_int_equal(r.versions.count, 12);
    assert_int_equal(r.versions.items[0].state, LB_VERSION_SHOWN);
    assert_int_equal(r.versions.items[11].state, LB_VERSION_LEFT_OUT);
    size_t size = 0;
    for (size_t i = 0; i < r.versions.count; i++)
        size += r.versions.items[i].text.len;
    assert_in_range(size, LB_MAX_HISTORY_TEXT / 2, LB_MAX_HISTORY_TEXT);
    close_history();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__fields_and_sections_become_lines),
        cmocka_unit_test(test_text__a_broken_file_says_where),
        cmocka_unit_test(test_revisions__only_what_was_published_is_shown),
        cmocka_unit_test(test_revisions__too_much_text_leaves_the_oldest_out),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
