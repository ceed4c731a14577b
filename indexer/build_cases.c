/* build_cases.c - the cases of a library, in two passes: read and told to the survey, so that they can speak of each other;
 * then rendered and written. What was read is kept for the second pass as long as there is room, else read again. */
#include "indexer/build_parts.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "indexer/case_doc.h"
#include "indexer/check.h"
#include "indexer/documents.h"
#include "indexer/markdown.h"
#include "indexer/queue.h"

#include <stdlib.h>

enum {
    MAX_DEPTH = 16,               /* folders between cases/ and a case */
    MAX_FINDINGS = 256 * 1024 * 1024,
    MAX_KEPT = 512 * 1024 * 1024, /* some 10 000 cases; a build must fit a small server */
    MAX_ALIASES = 64,             /* old ids of a case whose history is told with its own */
};

/* What was found in a folder: printed now, and kept with its unit. */
static void keep_findings(struct lb_build *b, struct lb_unit *u, const struct lb_diags *diags, bool is_printed)
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
    keep_findings(b, u, &diags, true);
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

/* Rendered without knowledge of other cases: for the rules about the text. False: it cannot be rendered. */
static bool render_alone(struct lb_build *b, const struct lb_case *c, struct lb_diags *diags, struct lb_arena *arena,
                         struct lb_markdown *ret, bool *links_cases);

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

/* Commits that changed the original since the translation was made: 0 for an original, -1 = unknown. */
static int commits_behind(const struct lb_build *b, const struct lb_case *c, const struct lb_case *original)
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
    if (render_alone(b, c, diags, &scratch, &body, links_cases)) {
        lb_case_check_body(&check, c, &body, commits_behind(b, c, original));
        if (b->options->watch && !b->is_writing) /* not when read again */
            b->options->watch->file(b->options->watch->self, b->contract, c, &body);
    }
    lb_arena_free(&scratch);
    return diags->errors == errors && c->source.errors == 0;
}

/* Reads, merges and checks all languages of a folder; those without errors are kept in order. */
static void read_folder(struct lb_build *b, struct lb_case_folder *f, struct lb_diags *diags, uint32_t *left_out)
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

static void forget(struct lb_case_folder *f)
{
    if (f->arena) {
        lb_arena_free(f->arena);
        free(f->arena);
    }
    f->arena = NULL;
    f->cases = NULL;
}

/* The history of a file, also under the ids its case had before. */
static const struct lb_file_history *history_of(const struct lb_build *b, const struct lb_case *c, const struct lb_case *original)
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
    const struct lb_file_history *history = f->case_count ? history_of(b, &f->cases[0], &f->cases[0]) : NULL;
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

/* Reads the files of a unit and keeps what was read as long as there is room. */
static void read_unit(struct lb_build *b, struct lb_unit *u)
{
    struct lb_case_folder *f = u->folder;
    struct lb_diags diags;
    lb_diags_init(&diags);
    f->arena = lb_xcalloc(1, sizeof *f->arena);
    read_folder(b, f, &diags, &u->left_out);
    describe(b, u);
    keep_findings(b, u, &diags, true);
    lb_diags_free(&diags);
    b->kept += f->arena->used;
    if (!u->brief.len || b->kept > MAX_KEPT) {
        b->kept -= f->arena->used;
        forget(f);
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
            read_unit(b, u);
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
            forget(b->units[i].folder);
}

/* ---- pictures ---- */

static enum lb_status keep_asset(void *ctx, lb_slice name, lb_slice content, struct lb_err *err)
{
    struct lb_build *b = ctx;
    return b->writer ? lb_writer_asset(b->writer, name, content, err) : LB_OK;
}

/* The pictures a case lists, as its language describes them, without variants. */
static struct lb_picture *list_pictures(const struct lb_case *c, struct lb_arena *arena, size_t *count)
{
    const struct lb_value *images = lb_value_get(c->record, "images");
    *count = lb_value_size(images);
    struct lb_picture *pictures = LB_NEW_ARRAY(arena, struct lb_picture, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        const struct lb_value *image = lb_value_at(images, i);
        pictures[i] = (struct lb_picture){.file = lb_value_str(image, "file"), .alt = lb_value_str(image, "alt"),
                                          .caption = lb_value_str(image, "caption"), .credit = lb_value_str(image, "credit")};
    }
    return pictures;
}

/* Reads and makes every picture of the original; what cannot be read is reported and left without variants. */
static enum lb_status make_pictures(struct lb_build *b, const struct lb_case *c, struct lb_arena *arena,
                                    struct lb_picture *pictures, size_t count, struct lb_diags *diags, uint32_t *made,
                                    struct lb_err *err)
{
    const struct lb_value *images = lb_value_get(c->record, "images");
    for (size_t i = 0; i < count; i++) {
        struct lb_arena scratch = LB_ARENA_INIT;
        struct lb_err fault = {0};
        lb_slice content, path = lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(c->folder), LB_ARG(pictures[i].file));
        const struct lb_value *name = lb_value_get(lb_value_at(images, i), "file");
        unsigned line = name ? name->line : 0, column = name ? name->column : 0;
        struct lb_source source = c->source;
        source.diags = diags;
        enum lb_status status = lb_tree_read(&b->tree, &scratch, path, LB_MAX_IMAGE_FILE, &content, &fault);
        if (status == LB_OK)
            status = lb_picture_make(arena, content, &pictures[i], b->writer ? keep_asset : NULL, b, &source, line, column, err);
        else {
            if (status == LB_LIMIT) /* that it is missing was reported by the rules */
                lb_report(&source, LB_RULE_IMAGE_LARGE, line, column,
                          LB_BOTH("perkecil; lebar 1600 piksel sudah cukup", "make it smaller; 1600 pixels wide is enough"),
                          "gambar '%" LB_PRI "' lebih besar dari %d MB dan tidak dibaca",
                          "picture '%" LB_PRI "' is larger than %d MB and is not read", LB_ARG(pictures[i].file), LB_MAX_IMAGE_FILE / 1000000);
            status = LB_OK;
        }
        *made += pictures[i].variant_count > 0;
        lb_arena_free(&scratch);
        if (status)
            return status;
    }
    return LB_OK;
}

/* Publishes the documents that lie beside a case; *ret has their names as assets, empty for those that are not. */
static enum lb_status make_documents(struct lb_build *b, const struct lb_case *c, struct lb_arena *arena, lb_slice **ret,
                                     size_t *count, struct lb_diags *diags, struct lb_err *err)
{
    const struct lb_value *documents = lb_value_get(c->record, "documents");
    enum lb_status status = LB_OK;
    *count = lb_value_size(documents);
    *ret = LB_NEW_ARRAY(arena, lb_slice, *count + 1);
    for (size_t i = 0; i < *count && status == LB_OK; i++) {
        const struct lb_value *document = lb_value_at(documents, i);
        lb_slice file = lb_value_str(document, "path"), content;
        struct lb_arena scratch = LB_ARENA_INIT;
        struct lb_err fault = {0};
        struct lb_both why = LB_BOTH("terlalu besar dan tidak dibaca", "is too large and is not read");
        const char *kind = NULL;
        if (file.len == 0)
            continue;
        lb_slice path = lb_arena_printf(arena, "%" LB_PRI "/%" LB_PRI, LB_ARG(c->folder), LB_ARG(file));
        enum lb_status read = lb_tree_read(&b->tree, &scratch, path, LB_MAX_IMAGE_FILE, &content, &fault);
        if (read == LB_OK)
            kind = lb_document_kind(file, content, &why);
        if (kind) {
            (*ret)[i] = lb_asset_name(arena, content, kind);
            status = keep_asset(b, (*ret)[i], content, err);
        } else if (read == LB_OK || read == LB_LIMIT) { /* that it is missing was reported by the rules */
            const struct lb_value *name = lb_value_get(document, "path");
            struct lb_source source = c->source;
            source.diags = diags;
            lb_report_both(&source, LB_RULE_DOCUMENT, name->line, name->column, LB_BOTH_NONE,
                           (struct lb_both){{lb_arena_printf(&scratch, "dokumen '%" LB_PRI "' %" LB_PRI, LB_ARG(file), LB_ARG(why.in[LB_LANG_ID])),
                                             lb_arena_printf(&scratch, "document '%" LB_PRI "' %" LB_PRI, LB_ARG(file), LB_ARG(why.in[LB_LANG_EN]))}});
        }
        lb_arena_free(&scratch);
    }
    return status;
}

/* ---- rendering ---- */

static enum lb_status render(struct lb_build *b, const struct lb_case *c, const struct lb_picture *pictures, size_t picture_count,
                             bool (*has_case)(void *, lb_slice), void *ctx, struct lb_diags *diags, struct lb_arena *arena, struct lb_markdown *ret,
                             struct lb_err *err)
{
    const struct lb_contract *k = b->contract;
    struct lb_heading_rule *headings = LB_NEW_ARRAY(arena, struct lb_heading_rule, k->heading_count + 1);
    for (size_t i = 0; i < k->heading_count; i++) {
        const struct lb_value *labels = k->headings[i].label;
        size_t n = labels ? labels->count : 0;
        lb_slice *titles = LB_NEW_ARRAY(arena, lb_slice, n + 1);
        for (size_t j = 0; j < n; j++)
            titles[j] = lb_value_text(labels->members[j].value);
        headings[i] = (struct lb_heading_rule){k->headings[i].id, titles, n};
    }
    const struct lb_value *list = lb_value_get(c->record, "sources");
    size_t source_count = lb_value_size(list);
    lb_slice *sources = LB_NEW_ARRAY(arena, lb_slice, source_count + 1);
    for (size_t i = 0; i < source_count; i++)
        sources[i] = lb_value_str(lb_value_at(list, i), "id");
    struct lb_markdown_input in = {
        .text = c->body, .file = c->source.path, .line = c->body_line, .lang = lb_arena_cstr(arena, c->lang),
        .headings = headings, .heading_count = k->heading_count, .sources = sources, .source_count = source_count,
        .pictures = pictures, .picture_count = picture_count,
        .has_case = has_case, .ctx = ctx, .has_lines = b->options->has_drafts,
    };
    return lb_markdown_render(arena, &in, ret, diags, err);
}

static bool note_any(void *links_cases, lb_slice id)
{
    (void)id;
    *(bool *)links_cases = true;
    return true;
}

static bool render_alone(struct lb_build *b, const struct lb_case *c, struct lb_diags *diags, struct lb_arena *arena,
                         struct lb_markdown *ret, bool *links_cases)
{
    struct lb_err err = {0};
    size_t count;
    struct lb_picture *pictures = list_pictures(c, arena, &count);
    return render(b, c, pictures, count, note_any, links_cases, diags, arena, ret, &err) == LB_OK;
}

/* The second time only what the first could not know is reported: links to cases that are not there. */
static void keep_new(struct lb_diags *from, struct lb_diags *to)
{
    for (size_t i = 0; i < from->count; i++)
        if (strcmp(from->items[i].code, lb_rules[LB_RULE_TEXT_CASE].code) == 0)
            lb_diags_add(to, &from->items[i]);
}

/* ---- writing ---- */

/* The versions of faces[which]. */
static enum lb_status read_revisions(struct lb_build *b, struct lb_case_face *faces, const struct lb_revisions *original, size_t which,
                                     struct lb_arena *arena, struct lb_revisions *ret, struct lb_err *err)
{
    const struct lb_file_history *of_original = which && faces[0].revisions ? faces[0].history : NULL;
    enum lb_status status = lb_revisions_read(b->repo, b->history, faces[which].history, of_original, original,
                                              b->options->has_drafts, arena, ret, err);
    if (status == LB_OK)
        faces[which].revisions = ret;
    return status;
}

/* What a body links to is kept, so that the case is written again when one of them comes or goes. */
struct links {
    const struct lb_survey *survey;
    struct lb_list list;
};

static bool note_link(void *ctx, lb_slice id)
{
    struct links *links = ctx;
    lb_list_add(&links->list, id);
    return lb_survey_find(links->survey, id) != NULL;
}

/* The files that a case publishes. */
static lb_slice list_assets(struct lb_build *b, const struct lb_picture *pictures, size_t picture_count, const lb_slice *documents,
                            size_t document_count)
{
    struct lb_list all = {.arena = &b->arena};
    for (size_t i = 0; i < picture_count; i++)
        for (size_t k = 0; k < pictures[i].variant_count; k++)
            lb_list_add(&all, pictures[i].variants[k].asset);
    for (size_t i = 0; i < document_count; i++)
        if (documents[i].len)
            lb_list_add(&all, documents[i]);
    return lb_list_pack(&all);
}

static enum lb_status put_doc(struct lb_build *b, const struct lb_case_around *around, const struct lb_case_face *faces, size_t count,
                              struct lb_arena *arena, struct lb_err *err)
{
    struct lb_doc doc;
    if (!b->writer)
        return LB_OK;
    lb_case_doc(around, faces, count, arena, &doc);
    enum lb_status status = lb_history_status(b->history, err);
    return status ? status : lb_writer_put(b->writer, &doc, err);
}

static enum lb_status write_case(struct lb_build *b, struct lb_unit *u, struct lb_err *err)
{
    struct lb_case_folder *f = u->folder;
    struct lb_arena scratch = LB_ARENA_INIT;
    struct lb_diags again, new;
    struct lb_case_face faces[LB_MAX_LANGS];
    struct lb_markdown bodies[LB_MAX_LANGS];
    struct lb_revisions revisions[LB_MAX_LANGS];
    struct lb_picture *pictures = NULL;
    struct links links = {b->survey, {.arena = &b->arena}};
    lb_slice *documents = NULL;
    size_t picture_count = 0, document_count = 0, count = 0;
    enum lb_status status = LB_OK;
    lb_diags_init(&again);
    lb_diags_init(&new);
    if (!f->arena) {
        uint32_t counted_before = 0;
        f->arena = lb_xcalloc(1, sizeof *f->arena);
        read_folder(b, f, &again, &counted_before);
    }
    u->pictures = 0;
    for (count = 0; count < f->case_count && status == LB_OK; count++) {
        const struct lb_case *c = &f->cases[count];
        struct lb_picture *own = list_pictures(c, &scratch, &picture_count);
        if (count == 0) {
            pictures = own;
            status = make_pictures(b, c, &scratch, pictures, picture_count, &new, &u->pictures, err);
            if (status == LB_OK)
                status = make_documents(b, c, &scratch, &documents, &document_count, &new, err);
        }
        for (size_t i = 0; count > 0 && i < picture_count; i++) {
            memcpy(own[i].variants, pictures[i].variants, sizeof own[i].variants);
            own[i].variant_count = pictures[i].variant_count;
        }
        if (status == LB_OK && (b->writer || f->links_cases)) /* a check asks only where links lead */
            status = render(b, c, own, picture_count, note_link, &links, &again, &scratch, &bodies[count], err);
        faces[count] = (struct lb_case_face){c, &bodies[count], history_of(b, c, &f->cases[0]),
                                             commits_behind(b, c, &f->cases[0]), NULL};
        if (status == LB_OK && b->writer && faces[count].history)
            status = read_revisions(b, faces, &revisions[0], count, &scratch, &revisions[count], err);
    }
    if (status == LB_OK && f->case_count) {
        struct lb_case_around around = {.contract = b->contract, .survey = b->survey, .brief = u->told,
                                        .pictures = pictures, .picture_count = picture_count,
                                        .documents = documents, .document_count = document_count,
                                        .today = lb_slice_of(b->commit.date), .is_preview = b->options->has_drafts};
        keep_new(&again, &new);
        keep_findings(b, u, &new, true);
        const struct lb_revision *published = faces[0].revisions ? faces[0].revisions->published : NULL;
        u->published = u->told->published = published ? lb_slice_of(published->time) : LB_EMPTY;
        status = put_doc(b, &around, faces, count, &scratch, err);
        u->languages = (uint32_t)count;
        u->links = lb_list_pack(&links.list);
        u->assets = list_assets(b, pictures, picture_count, documents, document_count);
        u->around = lb_survey_around(b->survey, u->told, links.list.items, links.list.count);
        u->is_live = true;
        b->report->written++;
    }
    lb_diags_free(&again);
    lb_diags_free(&new);
    lb_arena_free(&scratch);
    forget(f);
    return status;
}

/* Of a case that was not read, the survey says something else than before: it is read after all. */
static enum lb_status read_again(struct lb_build *b, struct lb_unit *u, struct lb_err *err)
{
    struct lb_unit made;
    struct lb_brief *told = u->told;
    LB_PUSH(&b->arena, b->gone, b->gone_count, b->gone_capacity, *u);
    enum lb_status status = lb_build_find_one(b, u->path, &made, err);
    if (status)
        return status;
    if (!made.folder || !made.folder->lang_count)
        return lb_fail(err, LB_INTERNAL, "'%" LB_PRI "' is not what it was", LB_ARG(u->path));
    struct lb_diags *printed = b->diags, quiet; /* what is wrong in it was said when it was pushed */
    lb_diags_init(&quiet);
    b->diags = &quiet;
    read_unit(b, &made);
    b->diags = printed;
    lb_diags_free(&quiet);
    if (!lb_slice_eq(made.brief, u->brief))
        return lb_fail(err, LB_INTERNAL, "'%" LB_PRI "' is not what it was", LB_ARG(u->path));
    made.told = told;
    *u = made;
    return LB_OK;
}

/* Does the survey say something else of a unit that was not read? */
static bool is_outdated(struct lb_build *b, const struct lb_unit *u)
{
    struct lb_arena scratch = LB_ARENA_INIT;
    if (!u->is_live)
        return true;
    struct lb_list links = lb_list_read(&scratch, u->links);
    bool is = lb_survey_around(b->survey, u->told, links.items, links.count) != u->around;
    lb_arena_free(&scratch);
    return is;
}

static int by_id(const void *a, const void *b)
{
    return lb_slice_cmp((*(struct lb_unit *const *)a)->told->id, (*(struct lb_unit *const *)b)->told->id);
}

static void add_up(const struct lb_build *b, struct lb_build_report *r)
{
    for (size_t i = 0; i < b->unit_count; i++) {
        const struct lb_unit *u = &b->units[i];
        r->cases += u->is_live;
        r->languages += u->is_live ? u->languages : 0;
        r->pictures += u->is_live ? u->pictures : 0;
        r->hidden += u->is_hidden;
        r->left_out += u->left_out;
        r->errors += u->errors;
        r->warnings += u->warnings;
    }
}

enum lb_status lb_build_write_cases(struct lb_build *b, struct lb_err *err)
{
    enum lb_status status = LB_OK;
    struct lb_unit **units = LB_NEW_ARRAY(&b->arena, struct lb_unit *, b->unit_count + 1);
    size_t count = 0;
    b->is_writing = true;
    for (size_t i = 0; i < b->unit_count; i++) {
        struct lb_unit *u = &b->units[i];
        if (u->told && (u->folder || is_outdated(b, u))) {
            units[count++] = u;
        } else if (!u->told && u->is_live) { /* another folder took its id */
            LB_PUSH(&b->arena, b->gone, b->gone_count, b->gone_capacity, *u);
            u->is_live = false;
            u->is_changed = true;
        }
    }
    qsort(units, count, sizeof *units, by_id); /* the store finds them quickest in this order */
    lb_progress_step(b->options->progress, b->writer ? "writing the index" : "checking", count);
    for (size_t i = 0; i < count && status == LB_OK; i++) {
        if (!units[i]->folder)
            status = read_again(b, units[i], err);
        if (status == LB_OK)
            status = write_case(b, units[i], err);
        lb_progress_at(b->options->progress, i + 1);
    }
    for (size_t i = 0; i < b->unit_count; i++)
        if (b->units[i].folder)
            lb_unit_count(&b->units[i]);
    add_up(b, b->report);
    return status;
}
