/* check_rules.h - what can be wrong with a file of the library: the table of rules, and how a finding is reported.
 *
 * Codes are stable: E0xx errors keep a case out of the library, W0xx warnings and I0xx notes do not. A rule that
 * looks at a whole case has its function in check.c's table; the others are reported where the fault is met (while the
 * file is split, parsed and validated). */
#ifndef LB_CHECK_RULES_H
#define LB_CHECK_RULES_H

#include "base/diag.h"

enum lb_rule {
    LB_RULE_BYTES,       /* E001 */
    LB_RULE_FRONT,       /* E002 */
    LB_RULE_YAML,        /* E003 */
    LB_RULE_YAML_REFUSED,/* E004 */
    LB_RULE_KEY_TWICE,   /* E005 */
    LB_RULE_LIMIT,       /* E006 */
    LB_RULE_MERGE,       /* E007 */
    LB_RULE_MISSING,     /* E010 */
    LB_RULE_UNKNOWN,     /* E011 */
    LB_RULE_CODE,        /* E012 */
    LB_RULE_TYPE,        /* E013 */
    LB_RULE_LENGTH,      /* E014 */
    LB_RULE_PATTERN,     /* E015 */
    LB_RULE_RANGE,       /* E016 */
    LB_RULE_COUNT,       /* E017 */
    LB_RULE_FORM,        /* E018 */
    LB_RULE_EMPTY,       /* E019 */
    LB_RULE_ID,          /* E020 */
    LB_RULE_ID_TWICE,    /* E021 */
    LB_RULE_REGION,      /* E022 */
    LB_RULE_REGION_NAME, /* E023 */
    LB_RULE_DATES,       /* E024 */
    LB_RULE_PLACE,       /* E025 */
    LB_RULE_EVIDENCE,    /* E026 */
    LB_RULE_SOURCE,      /* E027 */
    LB_RULE_SOURCE_TWICE,/* E028 */
    LB_RULE_NOWHERE,     /* E029 */
    LB_RULE_CIRCLE,      /* E030 */
    LB_RULE_LINK,        /* E031 */
    LB_RULE_NIK,         /* E032 */
    LB_RULE_FILE,        /* E033 */
    LB_RULE_TRANSLATION, /* E034 */
    LB_RULE_CONTRACT,    /* E035 */
    LB_RULE_SILENCE,     /* E036 */
    LB_RULE_UNCITED,     /* W001 */
    LB_RULE_NUMBER,      /* W002 */
    LB_RULE_PRIVATE,     /* W003 */
    LB_RULE_HEADING,     /* W004 */
    LB_RULE_HEADINGS,    /* W005 */
    LB_RULE_LOOKALIKE,   /* W006 */
    LB_RULE_BEHIND,      /* W007 */
    LB_RULE_CONTACT_OLD, /* W008 */
    LB_RULE_STATUS_OLD,  /* W009 */
    LB_RULE_VERIFIED_OLD,/* W010 */
    LB_RULE_IMAGE_LARGE, /* W011 */
    LB_RULE_SEPARATOR,   /* W012 */
    LB_RULE_LINEAGE_TWICE,/* W013 */
    LB_RULE_UNUSED_FILE, /* W014 */
    LB_RULE_UNQUOTED,    /* W015 */
    LB_RULE_SILENCE_IDLE,/* W016 */
    LB_RULE_TEXT_LIMIT,  /* E080 */
    LB_RULE_TEXT_SOURCE, /* E081 */
    LB_RULE_HTML,        /* W082 */
    LB_RULE_TEXT_LINK,   /* W083 */
    LB_RULE_TEXT_PICTURE,/* W084 */
    LB_RULE_NOTE,        /* W085 */
    LB_RULE_TEXT_CASE,   /* W086 */
    LB_RULE_PICTURE_NAME,/* W090 */
    LB_RULE_PICTURE_PIXELS,/* W091 */
    LB_RULE_PICTURE_DAMAGED,/* W092 */
    LB_RULE_PICTURE_KIND,/* W093 */
    LB_RULE_DOCUMENT,    /* W094 */
    LB_RULE_SIMILAR,     /* I001 */
    LB_RULE_COUNT_
};

/* How an example is tried: put into a case that breaks no rule, in place of the fields it names; in place of the section
 * it begins with, else below the last; as the whole file; or only shown, because it takes several files or large ones. */
enum lb_example { LB_EXAMPLE_FIELDS, LB_EXAMPLE_TEXT, LB_EXAMPLE_FILE, LB_EXAMPLE_SHOWN };

struct lb_rule_info {
    const char *code;
    enum lb_severity severity;
    const char *title_id, *title_en; /* what the rule wants, one line */
    const char *about_id, *about_en; /* why, and how to mend it: a few sentences */
    enum lb_example example;
    const char *wrong, *right;
};

extern const struct lb_rule_info lb_rules[LB_RULE_COUNT_];

/* The rule of a code, in capitals or not; NULL when there is none. */
const struct lb_rule_info *lb_rule_find(lb_slice code);

/* A file under examination: findings are added to `diags` with its path and the line they are about. */
struct lb_source {
    lb_slice path; /* relative to the library's root */
    lb_slice text; /* the whole file */
    struct lb_diags *diags;
    size_t errors; /* found in this file so far */
};

/* line 0: about the file as a whole. `hint` (LB_BOTH_NONE = none): how to mend it, plain text. The message stands here in both
 * languages, which take the same arguments in the same order. */
void lb_report(struct lb_source *, enum lb_rule, unsigned line, unsigned column, struct lb_both hint, const char *id, const char *en,
               ...) __attribute__((format(printf, 6, 8), format(printf, 7, 8)));
/* The same with a message that was made before, because words put into it differ by language. */
void lb_report_both(struct lb_source *, enum lb_rule, unsigned line, unsigned column, struct lb_both hint, struct lb_both message);

/* Line and column (characters) of a byte offset in s->text. */
void lb_source_place(const struct lb_source *, size_t offset, unsigned *line, unsigned *column);

/* The candidate nearest to `wrong` (edit distance, transpositions count one, case ignored), or count when none is near
 * enough to be meant: distance at most a third of the length, at least 1, and 0 for one or two letters. */
size_t lb_did_you_mean(lb_slice wrong, const lb_slice *candidates, size_t count);

#endif
