/* Versions of a case: packed and read back whole, damaged ones refused; what changed between two, word by word. */
#include "unit.h"
#include "base/limits.h"
#include "base/str.h"
#include "store/version_diff.h"
#include "store/versions.h"

#include <stdlib.h>
#include <time.h>

static struct lb_arena arena;
static struct lb_err err;

/* A comparison in one string: "status:" before its lines, [-gone-], {+new+}, ".." for a cut, "(3)" for folded lines. */
static const char *compare(const char *old, const char *now)
{
    struct lb_version_diff d;
    struct lb_str s = LB_STR_INIT(1 << 20);
    lb_version_compare(&arena, lb_slice_of(old), lb_slice_of(now), &d);
    for (size_t i = 0; i < d.part_count; i++) {
        const struct lb_diff_part *part = &d.parts[i];
        lb_str_printf(&s, "%s%c%" LB_PRI ":", i ? "|" : "", part->kind, LB_ARG(part->name));
        if (part->old_name.len)
            lb_str_printf(&s, "(%" LB_PRI ")", LB_ARG(part->old_name));
        for (size_t k = 0; k < part->line_count; k++) {
            const struct lb_diff_line *line = &part->lines[k];
            lb_str_printf(&s, "%s%c", k ? "/" : "", line->kind);
            if (line->kind == LB_DIFF_CUT)
                lb_str_printf(&s, "(%zu)", line->count);
            if (line->path.len)
                lb_str_printf(&s, "%" LB_PRI "=", LB_ARG(line->path));
            for (size_t p = 0; p < line->piece_count; p++) {
                const struct lb_diff_piece *piece = &line->pieces[p];
                const char *form = piece->kind == '-' ? "%s[-%" LB_PRI "-]" : piece->kind == '+' ? "%s{+%" LB_PRI "+}"
                                 : piece->kind == '.' ? "%s..%" LB_PRI : "%s%" LB_PRI;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
                lb_str_printf(&s, form, p && piece->has_space ? " " : "", LB_ARG(piece->text));
#pragma GCC diagnostic pop
            }
        }
    }
    const char *result = lb_arena_copy(&arena, lb_str_slice(&s)).data;
    lb_str_free(&s);
    return result;
}

static void test_compare__fields_by_name(void **state)
{
    (void)state;
    assert_string_equal(compare("Fstatus\nv\tberjalan\nFtitle\nv\tRumpon\n", "Ftitle\nv\tRumpon\nFstatus\nv\tberhenti\n"),
                        "~status:~[-berjalan-] {+berhenti+}");
    assert_string_equal(compare("Fstage\nv\tx\n", "Ftags\ni\tsatu\ni\tdua\n"), "+tags:+{+satu+}/+{+dua+}|-stage:-[-x-]");
    assert_string_equal(compare("Fresults\niindicator\tKasus DBD\nvvalue\t12\nvunit\torang\niindicator\tBiaya\nvvalue\t3\n",
                                "Fresults\niindicator\tKasus DBD\nvvalue\t14\nvunit\torang\niindicator\tBiaya\nvvalue\t3\n"),
                        "~results:=indicator=Kasus DBD/~value=[-12-] {+14+}/.(3)");
    assert_string_equal(compare("", ""), "");
}

static void test_compare__words_in_sections(void **state)
{
    (void)state;
    assert_string_equal(compare("SMasalah\npJalan rusak di tiga desa.\n", "SMasalah\npJalan rusak di empat desa besar.\n"),
                        "~Masalah:~Jalan rusak di [-tiga-] {+empat+} desa {+besar+}.");
    assert_string_equal(compare("SA\npsatu\npdua\nptiga\npempat\nplima\n", "SA\npsatu\npdua\nptiga\npempat\nplima enam\n"),
                        "~A:.(3)/=empat/~lima {+enam+}");
    assert_string_equal(compare("SA\npsatu dua\n", "SA\npbaru sama sekali\npsatu dua\n"), "~A:+{+baru sama sekali+}/=satu dua");
    assert_string_equal(compare("SA\npsatu dua\nphilang ini\n", "SA\npsatu dua tiga\n"), "~A:~satu dua {+tiga+}/-[-hilang ini-]");
    /* a paragraph divided, two made one */
    assert_string_equal(compare("SA\npsatu dua tiga empat\n", "SA\npsatu dua\nptiga empat\n"), "~A:~satu dua/~{+¶+} tiga empat");
    assert_string_equal(compare("SA\npsatu dua\nptiga empat\n", "SA\npsatu dua tiga empat\n"), "~A:~satu dua [-¶-] tiga empat");
}

static void test_compare__sections_by_title_and_renamed(void **state)
{
    (void)state;
    assert_string_equal(compare("SA\npsatu\nSB\npdua\n", "SA\npsatu\nSC\npdua\n"), "~C:(B).(1)");
    assert_string_equal(compare("SA\npsatu\nSC\nptiga\n", "SA\npsatu\nSB\npdua\nSC\nptiga\n"), "+B:+{+dua+}");
    assert_string_equal(compare("ptanpa judul\n", "pdengan judul\n"), "~:~[-tanpa-] {+dengan+} judul");
}

static void test_compare__small_islands_are_taken_into_the_change(void **state)
{
    (void)state;
    assert_string_equal(compare("SA\npmerah kuning hijau dan biru ungu jingga akhir\n", "SA\npkucing anjing ikan dan burung katak ular akhir\n"),
                        "~A:~[-merah kuning hijau dan biru ungu jingga-] {+kucing anjing ikan dan burung katak ular+} akhir");
}

static void test_compare__long_unchanged_stretches_are_cut(void **state)
{
    (void)state;
    struct lb_str a = LB_STR_INIT(1 << 16), b = LB_STR_INIT(1 << 16);
    lb_str_lit(&a, "SA\np");
    lb_str_lit(&b, "SA\np");
    for (int i = 0; i < 300; i++) {
        lb_str_printf(&a, "kata%d ", i);
        lb_str_printf(&b, "%s%d ", i == 150 ? "lain" : "kata", i);
    }
    const char *s = compare(a.data, b.data);
    assert_true(strlen(s) < 700);
    assert_non_null(strstr(s, ".."));
    assert_non_null(strstr(s, "kata149 [-kata150-] {+lain150+} kata151"));
    lb_str_free(&a);
    lb_str_free(&b);
}

static void test_compare__pathological_texts_end_in_time(void **state)
{
    (void)state;
    struct timespec before, after;
    for (int kind = 0; kind < 6; kind++) {
        struct lb_str t[2] = {LB_STR_INIT(1 << 20), LB_STR_INIT(1 << 20)};
        unsigned seed = 3;
        for (int side = 0; side < 2; side++) {
            lb_str_lit(&t[side], "SA\np");
            for (int i = 0; t[side].len < LB_MAX_BODY; i++) {
                unsigned r = (seed = seed * 1103515245 + 12345) >> 16;
                switch (kind) {
                case 0: lb_str_printf(&t[side], "%u ", r % 2); break;
                case 1: lb_str_printf(&t[side], "%u ", r % 1000); break;
                case 2: lb_str_lit(&t[side], "..,,"); break;
                case 3: lb_str_printf(&t[side], "\np%u%.*s", r % 3, 24, "                                "); break;
                case 4: lb_str_printf(&t[side], "\nS%d\np%u", side ? i : 100000 - i, r % 9); break;
                default: lb_str_printf(&t[side], "\nF%d\nv\t%u", i + side, r % 9); break; /* far more than YAML may have */
                }
            }
        }
        struct lb_version_diff d;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
        lb_version_compare(&arena, lb_str_slice(&t[0]), lb_str_slice(&t[1]), &d);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
        double ms = (double)(after.tv_sec - before.tv_sec) * 1e3 + (double)(after.tv_nsec - before.tv_nsec) / 1e6;
        print_message("kind %d: %.0f ms, %zu bytes of arena\n", kind, ms, arena.used);
        assert_true(ms < 4000); /* with sanitizers */
        lb_str_free(&t[0]);
        lb_str_free(&t[1]);
        lb_arena_reset(&arena);
    }
}

static struct lb_versions example(void)
{
    static const lb_slice authors[] = {{"Ani", 3}, {"Budi", 4}};
    static struct lb_version items[] = {
        {.commit = {"cccc", 4}, .time = {"2020-01-03T00:00:00Z", 20}, .authors = authors, .author_count = 2, .subject = {"tiga", 4},
         .message = {"sebab\nitu", 9}, .text = {"pdua\n", 5}, .added = 3, .removed = 1},
        {.commit = {"bbbb", 4}, .state = LB_VERSION_UNREADABLE, .code = {"E003", 4}, .line = 7},
        {.commit = {"aaaa", 4}, .text = {"pdua\n", 5}, .is_same = true, .is_first = true},
    };
    return (struct lb_versions){.items = items, .count = 3, .total = 60, .is_whole = true};
}

static void test_versions__come_back_as_they_were(void **state)
{
    (void)state;
    struct lb_versions v = example(), r;
    struct lb_str blob = LB_STR_INIT(1 << 20);
    lb_versions_write(&v, &blob);
    assert_int_equal(lb_versions_read(&arena, lb_str_slice(&blob), &r, &err), LB_OK);
    assert_int_equal(lb_versions_unpack(&arena, &r, &err), LB_OK);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.total, 60);
    assert_true(r.is_whole);
    assert_int_equal(r.texts_len, 5); /* equal texts lie there once */
    assert_string_equal(r.items[0].message.data, "sebab\nitu");
    assert_string_equal(r.items[0].authors[1].data, "Budi");
    assert_int_equal(r.items[0].added, 3);
    assert_int_equal(r.items[1].state, LB_VERSION_UNREADABLE);
    assert_string_equal(r.items[1].code.data, "E003");
    assert_int_equal(r.items[1].line, 7);
    assert_true(lb_slice_eq(r.items[2].text, LB_S("pdua\n")));
    assert_true(r.items[2].is_first && r.items[2].is_same);
    lb_str_free(&blob);
}

static void test_versions__damaged_ones_are_refused(void **state)
{
    (void)state;
    struct lb_versions v = example(), r;
    struct lb_str blob = LB_STR_INIT(1 << 20);
    lb_versions_write(&v, &blob);
    for (size_t i = 0; i < blob.len; i++) {
        assert_int_not_equal(lb_versions_read(&arena, lb_slice_sub(lb_str_slice(&blob), 0, i), &r, &err), LB_OK);
        blob.data[i] ^= 0x55;
        if (lb_versions_read(&arena, lb_str_slice(&blob), &r, &err) == LB_OK)
            (void)!lb_versions_unpack(&arena, &r, &err); /* no crash is all that is asked */
        blob.data[i] ^= 0x55;
    }
    lb_str_free(&blob);
}

static int teardown(void **state)
{
    (void)state;
    lb_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare__fields_by_name),
        cmocka_unit_test(test_compare__words_in_sections),
        cmocka_unit_test(test_compare__sections_by_title_and_renamed),
        cmocka_unit_test(test_compare__small_islands_are_taken_into_the_change),
        cmocka_unit_test(test_compare__long_unchanged_stretches_are_cut),
        cmocka_unit_test(test_compare__pathological_texts_end_in_time),
        cmocka_unit_test(test_versions__come_back_as_they_were),
        cmocka_unit_test(test_versions__damaged_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
