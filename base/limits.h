/* limits.h - every limit on what comes from outside, with its reason. Sizes in bytes unless said. */
#ifndef LB_LIMITS_H
#define LB_LIMITS_H

enum {
    /* Files of a library */
    LB_MAX_CASE_FILE = 1024 * 1024,        /* one id.md; the longest published practice descriptions are ~200 kB */
    LB_MAX_FRONT_MATTER = 64 * 1024,       /* libyaml is quadratic in depth and slow on long scalars */
    LB_MAX_BODY = 256 * 1024,              /* cmark-gfm has quadratic inputs (CVE-2023-22483 and others) */
    LB_MAX_PIPES_A_LINE = 64,              /* 60 kB of pipes take cmark-gfm 40 s */
    LB_MAX_SCHEMA_FILE = 4 * 1024 * 1024,  /* schema/regions.csv of a large country */
    LB_MAX_YAML_DEPTH = 32,                /* nesting in front matter and vocabularies */
    LB_MAX_YAML_NODES = 2000,              /* in one front matter */
    LB_MAX_VOCAB_NODES = 200000,           /* in one vocabulary or search file */
    LB_MAX_IMAGE_FILE = 32 * 1024 * 1024,
    LB_MAX_IMAGE_PIXELS = 80 * 1000 * 1000, /* a decompression bomb is refused from its header */
    LB_MAX_ASSET_LIST = 512 * 1024 * 1024, /* names of all assets of a library: 1 000 000 cases with ten each */
    LB_MAX_CASES = 1000 * 1000,
    LB_MAX_DIAGNOSTICS = 10000,            /* kept per build; the rest is counted */
    LB_MAX_CHECKED = 1000 * 1000,          /* kept per check, which may be asked about the last case of a large library */
    LB_MAX_ID = 64,                        /* a case or collection id */
    LB_MAX_HISTORY = 500 * 1000,           /* commits walked; the largest forge-hosted text repositories have fewer */
    LB_MAX_REVISIONS = 50,                 /* of a file: listed, compared; older ones are only counted */
    LB_MAX_HISTORY_TEXT = 2 * 1024 * 1024, /* texts of all versions of a file, plain: unpacked for one page in some 8 ms */
    LB_MAX_VERSION_LINES = 10000,          /* paragraphs and values of one version; comparing them takes 20 MB then */
    LB_MAX_MAILMAP = 256 * 1024,           /* some 5 000 people; each is inserted into a sorted list */
    LB_MAX_AUTHORS = 16,                   /* of one commit: a workshop's table; the rest is not named */
    LB_MAX_PERSON = 120,                   /* a name with titles */
    LB_MAX_SUBJECT = 400,                  /* of a commit */
    LB_MAX_MESSAGE = 2000,                 /* what follows the subject */
    LB_MAX_COMMIT_TEXT = 64 * 1024,        /* of a message that is searched for co-authors */

    /* Requests */
    LB_MAX_URL = 8192,        /* path and query as received; more is 414 */
    LB_MAX_HEADER = 4096,     /* one header value we look at */
    LB_MAX_PARAMS = 64,       /* query parameters */
    LB_MAX_QUERY = 1024,      /* bytes of a search text kept; the rest is dropped with a notice */
    LB_MAX_QUERY_WORDS = 32,  /* Xapian: 500 terms cost 11 ms, 20 000 cost 37 s */
    LB_MAX_QUERY_DEPTH = 8,   /* nested parentheses */
    LB_MAX_ALTERNATIVES = 16, /* synonyms, translations and corrections of one word */
    LB_MAX_FILTERS = 48,      /* facet values in one search */
    LB_MAX_PAGE_SIZE = 100,
    LB_MAX_OFFSET = 10000,    /* deep paging costs as much as the whole match */
    LB_MAX_LIST = 5000,       /* rows of an editors' list in one part: some 1 MB, 0.1 s */
    LB_MAX_EXPANSION = 400,   /* words all prefixes* of a query stand for; each is a posting list of 10 us */
    LB_MAX_CORRECTIONS = 8,   /* unknown words of a query that are corrected: up to 3 ms each */
    LB_MAX_PHRASE_CHECKS = 800, /* cases whose text is read for the phrases of a query: up to 60 us each */
    LB_MAX_WORDLIST = 300000, /* words kept in memory for spelling and completion, 25 bytes each */
    LB_LEAST_DEAD = 1000,     /* a smaller index is not made again because of dead cases in it */
    LB_MAX_MERGE = 4096,      /* cases copied after an update to join segments: up to ten seconds */
    LB_MAX_TERM = 200,        /* Xapian allows 245 bytes with prefix */
    LB_MAX_UNANSWERED = 1000, /* different searches without result that are counted */
    LB_MAX_REPLY = 16 * 1024 * 1024,
};

#endif
