/* Any bytes as two versions of a case, parted by a NUL: made readable as files, compared as texts, read as a packed history.
 * Rules: no crash; what is made readable is made of known lines; every piece of a comparison lies in one of the two texts. */
#include "indexer/revisions.h"
#include "store/version_diff.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(lb_slice text)
{
    lb_slice line;
    while (lb_slice_split(&text, '\n', &line))
        if (line.len)
            assert(strchr("FSvihplqtcn", line.data[0]));
}

static bool is_in(lb_slice piece, lb_slice text)
{
    return piece.data >= text.data && piece.data + piece.len <= text.data + text.len;
}

static void check_part(const struct lb_diff_part *part, lb_slice a, lb_slice b)
{
    for (size_t i = 0; i < part->line_count; i++) {
        const struct lb_diff_line *line = &part->lines[i];
        assert((line->kind == LB_DIFF_CUT) == (line->count > 0));
        for (size_t k = 0; k < line->piece_count; k++) {
            const struct lb_diff_piece *piece = &line->pieces[k];
            bool is_mark = lb_slice_eq(piece->text, LB_S("¶"));
            if (piece->text.len && !is_mark)
                assert(is_in(piece->text, piece->kind == LB_DIFF_REMOVED ? a : piece->kind == LB_DIFF_ADDED ? b : a) ||
                       (piece->kind == LB_DIFF_SAME && is_in(piece->text, b)));
        }
    }
}

static void compare(struct lb_arena *arena, lb_slice a, lb_slice b)
{
    struct lb_version_diff d;
    lb_version_compare(arena, a, b, &d);
    for (size_t i = 0; i < d.part_count; i++)
        check_part(&d.parts[i], a, b);
    lb_version_compare(arena, a, a, &d);
    size_t twice = 0; /* a field written twice in one text is compared with itself and with nothing */
    for (size_t i = 0; i < d.part_count; i++)
        twice += d.parts[i].tag == 'F';
    assert(twice == d.part_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lb_arena arena = LB_ARENA_INIT;
    lb_slice all = lb_slice_from(data, size);
    size_t middle = lb_slice_find(all, '\0');
    lb_slice files[2] = {lb_slice_sub(all, 0, middle), lb_slice_sub(all, middle + 1, size)}, texts[2];
    struct lb_versions versions;
    for (int i = 0; i < 2; i++) {
        struct lb_str out = LB_STR_INIT(4 * 1024 * 1024);
        lb_slice state;
        const char *code = NULL;
        unsigned line = 0;
        struct lb_err err;
        if (lb_revision_text(&arena, files[i], &out, &state, &code, &line, &err) == LB_OK)
            check_text(lb_str_slice(&out));
        else
            assert(code);
        texts[i] = lb_arena_copy(&arena, lb_str_slice(&out));
        lb_str_free(&out);
    }
    compare(&arena, texts[0], texts[1]);
    compare(&arena, files[0], files[1]);
    if (lb_versions_read(&arena, all, &versions, NULL) == LB_OK)
        (void)!lb_versions_unpack(&arena, &versions, NULL);
    lb_arena_free(&arena);
    return 0;
}
