/* markdown_walk.h - what the parts of the Markdown renderer share; private to markdown*.c.
 *
 *   markdown.c        parses with cmark-gfm and walks its tree, node by node
 *   markdown_out.c    what the walk writes: text into markup, passages and headings; findings
 *   markdown_refs.c   links, pictures, references to sources and notes
 *   markdown_link.c   which addresses a link may have
 *   markdown_guard.c  bodies that would take too long
 *   markdown_blocks.c the same tree as plain lines, for versions of a text */
#ifndef LB_MARKDOWN_WALK_H
#define LB_MARKDOWN_WALK_H

#include "base/limits.h"
#include "base/str.h"
#include "indexer/check_rules.h"
#include "indexer/markdown.h"

enum {
    LB_MAX_MARKUP = 4 * LB_MAX_BODY,  /* references to one long address multiply it */
    LB_MAX_TOC = 400,                 /* more headings are shown but not listed */
    LB_MAX_COMPLAINTS = 100,          /* about one text */
};

struct lb_walk {
    struct lb_arena *arena;
    const struct lb_markdown_input *in;
    struct lb_markdown *ret;
    struct lb_diags *diags;
    lb_slice source;       /* what was parsed: definitions, then the text */
    unsigned lines_before; /* lines of definitions */
    struct lb_str html, text, headings, alt, passage;
    unsigned images;       /* open images: text goes to alt */
    bool in_heading;
    bool owes_space;       /* a space before a reference was dropped: "lain [^s1]." is "lain." */
    unsigned block_line;   /* of the innermost block, for nodes without a position */
    bool passage_cited;
    unsigned passage_line;
    size_t heading_markup, heading_title; /* where the open heading begins in html and headings */
    lb_slice bases[LB_MAX_TOC]; /* ids of the headings before they were made unique */
    int shift;             /* added to heading levels */
    unsigned last_level;
    unsigned *notes;       /* lines of the definitions, in the order of their numbers */
    bool *note_seen;
    size_t note_count, note_capacity, note_printed;
    unsigned complaints;
    unsigned row_column;   /* cells so far in this row */
    bool row_is_header, body_is_open;
};

/* Where in what was parsed; line 0 = near the innermost block, column (bytes, from 1) 0 = unknown. */
struct lb_place {
    unsigned line;
    size_t column;
};

/* ---- markdown_out.c ---- */
bool lb_walk_is_english(const struct lb_walk *);
const char *lb_walk_label(const struct lb_walk *, const char *indonesian, const char *english);
void lb_walk_complain(struct lb_walk *, struct lb_place, enum lb_rule, struct lb_both message, struct lb_both hint);
/* The author's text: escaped into the markup, or gathered for a picture's alternative text. */
void lb_walk_text(struct lb_walk *, lb_slice);
/* White space in the text, `markup` in the markup. */
void lb_walk_space(struct lb_walk *, const char *markup);
/* Markup of our own; not inside a picture's alternative text. */
void lb_walk_markup(struct lb_walk *, const char *markup);
/* With has_lines: the mark behind a block that began on `line` of what was parsed. */
void lb_walk_line(struct lb_walk *, unsigned line);
/* Ends the passage being gathered: into the text, the list and the words of the open sections. */
void lb_walk_end_passage(struct lb_walk *);
void lb_walk_start_heading(struct lb_walk *);
/* `level` as written, `line` of what was parsed. */
void lb_walk_end_heading(struct lb_walk *, int level, unsigned line);

/* ---- markdown_refs.c ---- */
/* True: an <a> was opened, to be closed. */
bool lb_walk_link(struct lb_walk *, struct lb_place, lb_slice url);
void lb_walk_picture(struct lb_walk *, struct lb_place, lb_slice url);
/* Note `number`, from 1, as the parser counts them. */
void lb_walk_reference(struct lb_walk *, size_t number);
/* Is the definition on this line one of a source? */
bool lb_walk_is_source_line(const struct lb_walk *, unsigned line);
/* "[^x]" that stayed text: no source and no note has that name. */
void lb_walk_unknown_sources(struct lb_walk *, struct lb_place, lb_slice text);
/* A definition of a note begins or ends. */
void lb_walk_note(struct lb_walk *, bool entering);
/* Notes that never come out of the parser, because nobody refers to them or because a source has the name. */
void lb_walk_lost_notes(struct lb_walk *);

#endif
