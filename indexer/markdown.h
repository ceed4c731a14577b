/* markdown.h - the body of a case or collection: Markdown in, safe markup, contents, text for the index out.
 *
 * CommonMark with tables, strikethrough, bare links and notes (cmark-gfm). Markup is written by our own walk over the
 * tree, every byte of text through the escaper, so nothing of the author's is ever markup: raw HTML is dropped with a
 * warning (comments silently), links pass an allow-list, pictures are only those of the case's own folder.
 *
 * cmark-gfm has inputs that take it minutes or gigabytes. Bodies are measured first (bytes, pipes a line, depth), and a
 * large or odd one is parsed first in a child process under limits; only if that lives is it parsed here.
 *
 * Diagnostics: E080 too large, too deep or too slow to read; E081 cites a source the front matter lacks; W082 raw HTML
 * dropped; W083 a link that cannot work; W084 a picture that is not listed under `images`; W085 a note nobody refers to, or
 * a source described in the body; W086 a link to a case that is not in the library. */
#ifndef LB_MARKDOWN_H
#define LB_MARKDOWN_H

#include "base/diag.h"
#include "base/err.h"
#include "base/html.h"
#include "indexer/assets.h"

/* A heading the schema knows: found by any of its titles (compared folded), it gets the fixed id. */
struct lb_heading_rule {
    lb_slice id;
    const lb_slice *titles;
    size_t title_count;
};

struct lb_markdown_input {
    lb_slice text;     /* valid, clean UTF-8 (utf8.h); line ends LF or CRLF */
    lb_slice file;     /* for diagnostics */
    unsigned line;     /* line of the file on which text begins, from 1 */
    const char *lang;  /* "id" or "en": of the labels for screen readers, and of links to cases */
    const struct lb_heading_rule *headings;
    size_t heading_count;
    const lb_slice *sources; /* ids of the front matter's sources, in its order: [^s1] shows the number, links to #sumber-s1 */
    size_t source_count;
    const struct lb_picture *pictures;
    size_t picture_count;
    bool (*has_case)(void *ctx, lb_slice id); /* is this case public? NULL = every id is taken to be */
    void *ctx;
    bool has_lines;    /* for previews: behind each block that began on line N of the file stands "<!--N-->" */
};

struct lb_toc_entry {
    lb_slice id, title;
    unsigned level; /* 2..6; the first heading has 2, and none is more than one deeper than the one before */
    unsigned line;  /* in the file */
    size_t words;   /* below it, down to the next heading of its level or higher; 0 = an empty section */
    bool is_known;  /* the schema's list has it */
    lb_slice wanted; /* the id its title asks for; `id` differs when it comes a second time */
};

/* A paragraph, list item, table row or note: what a rule about "a number without a source" looks at. */
struct lb_passage {
    lb_slice text;
    unsigned line;
    bool is_cited; /* holds a reference to a source or note, or a link outside */
};

struct lb_markdown {
    struct lb_html html;
    lb_slice text;     /* plain text without the headings, passages parted by "\n" */
    lb_slice headings; /* plain text of the headings, parted by "\n" */
    struct lb_toc_entry *toc;
    size_t toc_count, toc_capacity;
    struct lb_passage *passages;
    size_t passage_count, passage_capacity;
    bool *is_cited;    /* one a source: does the body cite it? */
    bool has_dead_link;        /* to a case that is not there (never without has_case) */
    bool has_unlisted_picture; /* without alternative text, credit and licence, and so not shown */
    size_t words;      /* in text */
};

/* Everything in *ret lives in the arena. LB_OK with diagnostics; LB_LIMIT when the body cannot be rendered at all (E080 is
 * in diags and repeated in the message; *ret untouched); LB_IO when no child process could be started. */
enum lb_status lb_markdown_render(struct lb_arena *, const struct lb_markdown_input *, struct lb_markdown *ret,
                                  struct lb_diags *diags, struct lb_err *) LB_MUST_CHECK;

/* A text as lines without markup, for reading and comparing versions: */
enum lb_block_kind {
    LB_BLOCK_SECTION = 'S',   /* a heading of the highest level there is, or of the next one after a lone title */
    LB_BLOCK_HEADING = 'h',   /* one below it */
    LB_BLOCK_PARAGRAPH = 'p',
    LB_BLOCK_ITEM = 'l',      /* first paragraph of a list's item */
    LB_BLOCK_QUOTE = 'q',
    LB_BLOCK_ROW = 't',       /* of a table, cells parted by " | " */
    LB_BLOCK_CODE = 'c',      /* a line of it */
    LB_BLOCK_NOTE = 'n',
};
struct lb_block {
    enum lb_block_kind kind;
    lb_slice text; /* one line, white space collapsed; references as "[s1]", addresses of links in parentheses */
};
/* Needs nothing but the text (valid, clean UTF-8): the same text gives the same blocks for ever. LB_LIMIT: too large, too deep or
 * too slow to read; LB_IO. */
enum lb_status lb_markdown_blocks(struct lb_arena *, lb_slice text, struct lb_block **ret, size_t *count, struct lb_err *)
    LB_MUST_CHECK;

/* The text as the body of a manual page (roff, macros of man); its headings, from ##, become sections. For texts of our own.
 * Fails as lb_markdown_render does. */
enum lb_status lb_markdown_man(lb_slice text, struct lb_str *out, struct lb_err *) LB_MUST_CHECK;

/* What a link in a library may be. */
enum lb_link_kind {
    LB_LINK_BAD,      /* see why */
    LB_LINK_OUTSIDE,  /* http, https, mailto: target is the address */
    LB_LINK_CASE,     /* kasus:ID, case:ID or ../folders/ID/id.md: target is the id */
    LB_LINK_FRAGMENT, /* #id on the same page: target without '#' */
    LB_LINK_FILE,     /* a file beside the case: target is its name */
};
struct lb_link {
    enum lb_link_kind kind;
    lb_slice target;  /* points into the url */
    struct lb_both why; /* LB_LINK_BAD: what is wrong, for a diagnostic */
};
struct lb_link lb_link_read(lb_slice url);
/* Appends an address, percent-encoded and escaped, for use inside a quoted attribute. */
void lb_link_escape(struct lb_str *out, lb_slice url);

#endif
