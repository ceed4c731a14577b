/* front.c - see front.h. */
#include "indexer/front.h"

#include "base/limits.h"
#include "indexer/text_check.h"

static bool is_fence(lb_slice line)
{
    return lb_slice_starts(line, LB_S("---")) && lb_slice_trim(lb_slice_sub(line, 3, line.len)).len == 0;
}

static enum lb_status too_large(struct lb_source *s, unsigned line, const char *id, const char *en, size_t size, size_t max,
                                struct lb_both hint)
{
    struct lb_arena a = LB_ARENA_INIT;
    lb_report_both(s, LB_RULE_LIMIT, line, line ? 1 : 0, hint,
                   (struct lb_both){{lb_arena_printf(&a, "%s berukuran %zu bita; yang dibaca paling banyak %zu", id, size, max),
                                     lb_arena_printf(&a, "%s has %zu bytes; at most %zu are read", en, size, max)}});
    lb_arena_free(&a);
    return LB_LIMIT;
}

/* Two versions of a part that git left for somebody to choose from. */
static enum lb_status check_merged(struct lb_source *s)
{
    lb_slice rest = s->text, line;
    for (unsigned number = 1; lb_slice_split(&rest, '\n', &line); number++)
        if (lb_slice_starts(line, LB_S("<<<<<<< ")) || lb_slice_starts(line, LB_S(">>>>>>> "))) {
            lb_report(s, LB_RULE_MERGE, number, 1,
                      LB_BOTH("pilih atau gabungkan kedua naskah, lalu hapus baris <<<<<<<, =======, dan >>>>>>>",
                              "choose one of the two versions or join them, then delete the lines <<<<<<<, ======= and >>>>>>>"),
                      "sisa penggabungan yang belum diselesaikan", "a merge that was not finished left its marks");
            return LB_INVALID;
        }
    return LB_OK;
}

enum lb_status lb_front_split(struct lb_source *s, struct lb_front *ret)
{
    if (s->text.len > LB_MAX_CASE_FILE)
        return too_large(s, 0, "berkas", "the file", s->text.len, LB_MAX_CASE_FILE,
                         LB_BOTH("taruh gambar dan dokumen di samping berkas, bukan di dalamnya",
                                 "put pictures and documents beside the file instead of into it"));
    enum lb_status st = lb_text_check(s);
    if (!st)
        st = check_merged(s);
    if (st)
        return st;
    lb_slice rest = s->text.data ? s->text : LB_S(""), line;
    lb_slice_split(&rest, '\n', &line);
    if (!is_fence(line)) {
        lb_report_both(s, LB_RULE_FRONT, 1, 1,
                       LB_BOTH("baris pertama adalah '---', lalu bidang-bidang, lalu '---' lagi, lalu teks",
                               "the first line is '---', then the fields, then '---' again, then the text"),
                       s->text.len ? LB_BOTH("berkas tidak diawali '---'", "the file does not begin with '---'")
                                   : LB_BOTH("berkas kosong", "the file is empty"));
        return LB_INVALID;
    }
    const char *start = rest.data;
    unsigned number = 2;
    while (lb_slice_split(&rest, '\n', &line)) {
        if (is_fence(line)) {
            struct lb_front f = {.yaml = lb_slice_from(start, (size_t)(line.data - start)), .yaml_line = 2,
                                 .body = rest.data ? rest : LB_S(""), .body_line = number + 1};
            if (f.yaml.len > LB_MAX_FRONT_MATTER)
                return too_large(s, 1, "bagian depan", "the front matter", f.yaml.len, LB_MAX_FRONT_MATTER,
                                 LB_BOTH("tulis ceritanya dalam teks di bawahnya", "tell the story in the text below it"));
            if (f.body.len > LB_MAX_BODY)
                return too_large(s, f.body_line, "teks", "the text", f.body.len, LB_MAX_BODY,
                                 LB_BOTH("pindahkan lampiran ke dokumen di samping berkas", "move annexes into documents beside the file"));
            *ret = f;
            return LB_OK;
        }
        number++;
    }
    lb_report(s, LB_RULE_FRONT, 1, 1,
              LB_BOTH("tulis baris yang hanya berisi '---' di bawah bidang terakhir", "put a line with only '---' below the last field"),
              "bagian depan yang dimulai di sini tidak ditutup", "the front matter that begins here is never closed");
    return LB_INVALID;
}
