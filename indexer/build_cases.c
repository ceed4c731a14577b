/* build_cases.c - the cases of a library, first pass: found, read, checked and told to the survey, so that they can speak of
 * each other. What was read is kept for the second pass (build_write.c) as long as there is room, else read again. */
#include "indexer/build_parts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/case_doc.h"
#include "indexer/check.h"
#include "indexer/queue.h"

#include <stdlib.h>

enum {
    MAX_DEPTH = 16,               /* folders between cases/ and a case */
    MAX_FINDINGS = 256 * 1024 * 1024,
    MAX_KEPT = 512 * 1024 * 1024, /* some 10 000 cases; a build must fit a small server */
    MAX_ALIASES = 64,             /* old ids of a case whose history is told with its own */
};

void lb_build_keep_findings(struct lb_build *b, struct lb_unit *u, const struct lb_diags *diags, bool is_printed)
{
    struct lb_str out = LB_STR_INIT(MAX_FINDINGS);
    for (size_t i = 0; i < diags->count && is_printed; i++)
        lb_diags_add(b->diags, &diags->items[i]);
    lb_str_add(&out, u->findings);
    lb_findings_put(&out, diags);
    u->findings = out.len ? lb_arena_copy(&b->arena, lb_str_slice(&out)) : LB_S("");
    lb_str_free(&out);
}

/* ---- finding ---- */

static void complain(struct lb_diags *diags, lb_slice path, enum lb_rule rule, struct lb_both hint, struct lb_both message)
{
    struct lb_source source = {.path = path, .diags = diags};
    lb_report_both(&source, rule, 0, 0, hint, message);
}

/* A text with front matter in a folder without a case is a case under a name nobody looks for. */
static void look_for_misnamed(struct lb_build *b, lb_slice path, const struct lb_entry *entries, size_t count, struct lb_diags *diags,
                              struct lb_unit *u)
{
    for (size_t i = 0; i < count; i++) {
        struct lb_arena a = LB_ARENA_INIT;
        lb_slice name = entries[i].name, below = lb_arena_printf(&b->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(path), LB_ARG(name)), text;
        if (entries[i].kind == LB_ENTRY_FILE && lb_slice_ends(lb_lower(&a, name), LB_S(".md")) && !lb_slice_starts(name, LB_S("README")) &&
            lb_tree_read(&b->tree, &a, below, LB_MAX_CASE_FILE, &text, NULL) == LB_OK && lb_slice_starts(text, LB_S("---"))) {
            complain(diags, below, LB_RULE_ID, LB_BOTH("namai berkas menurut bahasa naskahnya: id.md atau en.md",
                                                       "name the file by the language of its text: id.md or en.md"),
                     LB_BOTH("berkas sebuah kasus bernama lain", "the file of a case has another name"));
            u->left_out++;
        }
        lb_arena_free(&a);
    }
}

/* Takes the case files of one folder; the original's language comes first. */
static void take_folder(struct lb_build *b, lb_slice path, unsigned depth, const struct lb_entry *entries, size_t count,
                        struct lb_diags *diags, struct lb_unit *u)
{
    struct lb_case_folder *found = LB_NEW(&b->arena, struct lb_case_folder);
    found->path = path;
    for (size_t i = 0; i < count; i++) {
        lb_slice folder, id, lang;
        struct lb_both why;
        lb_slice below = lb_arena_printf(&b->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(path), LB_ARG(entries[i].name));
        if (entries[i].kind == LB_ENTRY_FOLDER && depth == MAX_DEPTH)
            complain(diags, below, LB_RULE_LIMIT, LB_BOTH("pindahkan ke atas", "move it up"),
                     LB_BOTH("folder bersusun terlalu dalam; yang di bawahnya tidak dibaca", "folders nested too deep; what is below is not read"));
        if (entries[i].kind == LB_ENTRY_OTHER && (lb_case_path(b->contract, below, &folder, &id, &lang, &why) ||
                                                  lb_slice_eq(lb_slug(&b->arena, entries[i].name), entries[i].name))) {
            complain(diags, below, LB_RULE_FILE, LB_BOTH("letakkan berkas atau foldernya sendiri di sana", "put the file or folder itself there"),
                     LB_BOTH("symlink, submodul, atau sejenisnya di tempat kasus; tidak diikuti, jadi yang ditunjuknya tidak dibaca",
                             "a symlink, submodule or the like where a case could be; it is not followed, so what it leads to is not read"));
            u->left_out++;
        }
        if (entries[i].kind != LB_ENTRY_FILE)
            continue;
        if (lb_case_path(b->contract, below, &folder, &id, &lang, &why)) {
            if (found->lang_count < LB_MAX_LANGS)
                found->langs[found->lang_count++] = lb_arena_copy(&b->arena, lang);
            else
                complain(diags, below, LB_RULE_LIMIT, LB_BOTH_NONE,
                         LB_BOTH("bahasanya lebih banyak dari yang dapat dimiliki sebuah kasus", "more languages than a case can have"));
        } else if (why.in[LB_LANG_EN].len) {
            complain(diags, below, LB_RULE_ID, LB_BOTH_NONE, why);
            u->left_out++;
        }
    }
    if (found->lang_count) {
        size_t original = lb_case_original(b->contract, found->langs, found->lang_count);
        lb_slice lang = found->langs[original];
        memmove(found->langs + 1, found->langs, original * sizeof *found->langs);
        found->langs[0] = lang;
    }
    if (!found->lang_count && !diags->count)
        look_for_misnamed(b, path, entries, count, diags, u);
    u->file_count = (uint32_t)found->lang_count;
    if (found->lang_count || diags->count)
        u->folder = found;
}

/* A folder with its entries as a unit. */
static void make_unit(struct lb_build *b, lb_slice path, unsigned depth, const struct lb_entry *entries, size_t count, struct lb_unit *u)
{
    struct lb_diags diags;
    lb_diags_init(&diags);
    *u = (struct lb_unit){.path = path, .is_changed = true, .turns = UINT32_MAX};
    take_folder(b, path, depth, entries, count, &diags, u);
    lb_build_keep_findings(b, u, &diags, true);
    lb_diags_free(&diags);
}

static unsigned depth_of(lb_slice path)
{
    unsigned n = 0;
    for (size_t i = 0; i < path.len; i++)
        n += path.data[i] == '/';
    return n;
}

bool lb_build_is_deepest(lb_slice path)
{
    return depth_of(path) == MAX_DEPTH;
}

enum lb_status lb_build_find_one(struct lb_build *b, lb_slice path, struct lb_unit *ret, struct lb_err *err)
{
    struct lb_entry *entries = NULL;
    size_t count = 0;
    *ret = (struct lb_unit){.path = path, .is_changed = true};
    if (depth_of(path) > MAX_DEPTH)
        return LB_OK;
    enum lb_status status = lb_tree_list(&b->tree, &b->arena, path, &entries, &count, err);
    if (status == LB_OK)
        make_unit(b, path, depth_of(path), entries, count, ret);
    return status == LB_NOT_FOUND ? LB_OK : status;
}

static enum lb_status find_in(struct lb_build *b, lb_slice path, unsigned depth, struct lb_err *err)
{
    struct lb_entry *entries = NULL;
    size_t count = 0;
    struct lb_unit unit;
    enum lb_status status = lb_tree_list(&b->tree, &b->arena, path, &entries, &count, err);
    if (status == LB_IO && b->folder && depth) { /* of a folder as it lies there the rest is still told; of a commit nothing may be missing */
        struct lb_source source = {.path = path, .diags = b->diags};
        lb_report(&source, LB_RULE_FILE, 0, 0, LB_BOTH_NONE, "folder tidak dapat dibaca: %s", "%s", err ? err->msg : "");
        return LB_OK;
    }
    if (status)
        return status == LB_NOT_FOUND ? LB_OK : status; /* no cases at all, or gone since its name was read */
    make_unit(b, path, depth, entries, count, &unit);
    if (unit.folder)
        LB_PUSH(&b->arena, b->units, b->unit_count, b->unit_capacity, unit);
    if (b->unit_count > LB_MAX_CASES)
        return lb_fail(err, LB_LIMIT, "more than %d cases", LB_MAX_CASES);
    for (size_t i = 0; i < count && status == LB_OK; i++) {
        if (entries[i].kind == LB_ENTRY_FOLDER && depth < MAX_DEPTH)
            status = find_in(b, lb_arena_printf(&b->arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(path), LB_ARG(entries[i].name)),
                             depth + 1, err);
    }
    return status;
}

enum lb_status lb_build_find_cases(struct lb_build *b, struct lb_err *err)
{
    return find_in(b, LB_S("cases"), 0, err);
}

/* ---- reading ---- */

/* One file to a case in the arena. False: there is none, the reason was reported. */
static bool read_case(struct lb_build *b, struct lb_diags *diags, struct lb_arena *arena, lb_slice path, bool is_translation,
                      struct lb_case *ret)
{
    struct lb_err err = {0};
    lb_slice bytes;
    enum lb_status status = lb_tree_read(&b->tree, arena, path, LB_MAX_CASE_FILE, &bytes, &err);
    if (status) {
        struct lb_source source = {.path = path, .diags = diags};
        if (status == LB_LIMIT)
            lb_report(&source, LB_RULE_LIMIT, 0, 0,
                      LB_BOTH("taruh bahan panjang di samping kasus sebagai dokumen, atau pecah kasusnya",
                              "put long material beside the case as a document, or split the case"),
                      "berkas ini lebih besar dari %d MB dan tidak dibaca", "the file is larger than %d MB and is not read",
                      LB_MAX_CASE_FILE / (1024 * 1024));
        else
            lb_report(&source, LB_RULE_FILE, 0, 0, LB_BOTH_NONE, "berkas tidak dapat dibaca: %s", "%s", err.msg);
        return false;
    }
    return lb_case_read(b->contract, path, bytes, is_translation, diags, arena, ret) == LB_OK;
}

int lb_build_behind(const struct lb_build *b, const struct lb_case *c, const struct lb_case *original)
{
    lb_slice pin = lb_value_str(c->front, "translation_of_commit");
    if (c == original)
        return 0;
    if (b->options->count_behind)
        return b->options->count_behind(b->options->behind_ctx, c, original);
    if (b->options->tree)
        return b->options->behind;
    const struct lb_file_history *own = b->history ? lb_history_find(b->history, c->source.path) : NULL;
    if (!pin.len && own) /* not pinned: it was up to date when it was last changed */
        pin = lb_slice_of(lb_history_written(own));
    return pin.len && b->history ? lb_history_behind(b->history, original->source.path, pin) : -1;
}

/* All rules about one file; those about its text need it rendered. False: it has errors. */
static bool check_case(struct lb_build *b, struct lb_case *c, const struct lb_case *original, struct lb_diags *diags, bool *links_cases)
{
    struct lb_check check = {b->contract, &b->tree, lb_slice_of(b->commit.date)};
    struct lb_arena scratch = LB_ARENA_INIT;
    struct lb_markdown body;
    size_t errors = diags->errors;
    lb_case_check(&check, c);
    if (lb_build_render_alone(b, c, diags, &scratch, &body, links_cases)) {
        lb_case_check_body(&check, c, &body, lb_build_behind(b, c, original));
        if (b->options->watch && !b->is_writing) /* not when read again */
            b->options->watch->file(b->options->watch->self, b->contract, c, &body);
    }
    lb_arena_free(&scratch);
    return diags->errors == errors && c->source.errors == 0;
}

void lb_build_read_folder(struct lb_build *b, struct lb_case_folder *f, struct lb_diags *diags, uint32_t *left_out)
{
    struct lb_arena *arena = f->arena;
    f->cases = LB_NEW_ARRAY(arena, struct lb_case, f->lang_count);
    f->case_count = 0;
    for (size_t i = 0; i < f->lang_count; i++) {
        struct lb_case *c = &f->cases[f->case_count];
        lb_slice path = lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI ".md", LB_ARG(f->path), LB_ARG(f->langs[i]));
        bool is_usable = read_case(b, diags, arena, path, i > 0, c);
        if (is_usable && i > 0)
            lb_case_merge(c, &f->cases[0], arena);
        if (is_usable)
            is_usable = check_case(b, c, &f->cases[0], diags, &f->links_cases);
        if (is_usable)
            f->case_count++;
        else
            ++*left_out;
        if (!is_usable && i == 0)
            break; /* a translation is nothing without its original */
    }
}

static bool is_shown(const struct lb_build *b, const struct lb_case *c)
{
    lb_slice state = lb_case_state(c);
    /* A preview shows all there is; a check leaves out what was withdrawn, as it has nothing to say to others. */
    return lb_slice_eq(state, LB_S("published")) ||
           (b->options->has_drafts && (b->options->state || !lb_slice_eq(state, LB_S("withdrawn"))));
}

void lb_build_forget_folder(struct lb_case_folder *f)
{
    if (f->arena) {
        lb_arena_free(f->arena);
        free(f->arena);
    }
    f->arena = NULL;
    f->cases = NULL;
}

const struct lb_file_history *lb_build_history(const struct lb_build *b, const struct lb_case *c, const struct lb_case *original)
{
    lb_slice old[MAX_ALIASES];
    const struct lb_value *aliases = lb_value_get(original->front, "aliases");
    size_t n = 0;
    for (size_t i = 0; i < lb_value_size(aliases) && n < MAX_ALIASES; i++)
        old[n++] = lb_value_text(lb_value_at(aliases, i));
    return lb_history_find_renamed(b->history, c->source.path, old, n);
}

/* What the unit keeps of its case. */
static void describe(struct lb_build *b, struct lb_unit *u)
{
    const struct lb_case_folder *f = u->folder;
    struct lb_list pins = {.arena = &b->arena};
    u->is_hidden = f->case_count && !is_shown(b, &f->cases[0]);
    u->brief = f->case_count && !u->is_hidden ? lb_survey_pack(b->contract, &b->arena, f->cases, f->case_count) : LB_EMPTY;
    const struct lb_file_history *history = f->case_count ? lb_build_history(b, &f->cases[0], &f->cases[0]) : NULL;
    u->updated = history ? lb_slice_of(history->last.time) : LB_EMPTY;
    u->queue = lb_queue_wants(&f->cases[0]) ? lb_queue_entry(b->repo, b->history, b->contract, &f->cases[0], &b->arena) : LB_EMPTY;
    for (size_t i = 0; i < f->case_count; i++) {
        uint32_t turns = lb_case_turns(f->cases[i].record, lb_slice_of(b->commit.date));
        lb_slice pin = lb_value_str(f->cases[i].front, "translation_of_commit");
        if (turns < u->turns)
            u->turns = turns;
        if (pin.len)
            lb_list_add(&pins, pin);
    }
    const struct lb_value *aliases = f->case_count ? lb_value_get(f->cases[0].front, "aliases") : NULL;
    for (size_t i = 0; i < lb_value_size(aliases); i++)
        lb_list_add(&pins, lb_value_text(lb_value_at(aliases, i)));
    u->pins = lb_list_pack(&pins);
}

void lb_build_read_unit(struct lb_build *b, struct lb_unit *u)
{
    struct lb_case_folder *f = u->folder;
    struct lb_diags diags;
    lb_diags_init(&diags);
    f->arena = lb_xcalloc(1, sizeof *f->arena);
    lb_build_read_folder(b, f, &diags, &u->left_out);
    describe(b, u);
    lb_build_keep_findings(b, u, &diags, true);
    lb_diags_free(&diags);
    b->kept += f->arena->used;
    if (!u->brief.len || b->kept > MAX_KEPT) {
        b->kept -= f->arena->used;
        lb_build_forget_folder(f);
    }
}

static void tell(struct lb_build *b, struct lb_unit *u)
{
    lb_slice id = u->path;
    u->told = u->brief.len ? lb_survey_enter(b->survey, u->brief) : NULL;
    if (u->told) {
        u->told->updated = u->updated;
        u->told->published = u->published;
        return;
    }
    for (lb_slice rest = u->path; lb_slice_split(&rest, '/', &id);)
        ;
    lb_survey_hide(b->survey, id); /* others may speak of it without being wrong */
}

enum lb_status lb_build_read_cases(struct lb_build *b, struct lb_err *err)
{
    size_t to_read = 0, done = 0;
    lb_survey_expect(b->survey, b->unit_count);
    for (size_t i = 0; i < b->unit_count; i++)
        to_read += b->units[i].folder != NULL;
    lb_progress_step(b->options->progress, "reading cases", to_read);
    for (size_t i = 0; i < b->unit_count; i++) {
        struct lb_unit *u = &b->units[i];
        if (u->folder && u->folder->lang_count)
            lb_build_read_unit(b, u);
        if (u->folder)
            lb_progress_at(b->options->progress, ++done);
        tell(b, u);
    }
    if (lb_survey_is_broken(b->survey))
        return lb_fail(err, LB_INVALID, "what the last build left for this one is damaged");
    return LB_OK;
}

void lb_build_free_cases(struct lb_build *b)
{
    for (size_t i = 0; i < b->unit_count; i++)
        if (b->units[i].folder)
            lb_build_forget_folder(b->units[i].folder);
}
