/* scan.c - walks the words of stored text; see scan.h. */
#include "store/scan.h"

#include "base/utf8.h"

/* 0 = not in a word, 1 = letter, 2 = digit, 3 = byte of a character beyond ASCII */
static const unsigned char kinds[256] = {['a' ... 'z'] = 1, ['A' ... 'Z'] = 1, ['0' ... '9'] = 2, [0x80 ... 0xff] = 3};

static inline unsigned char kind_of(unsigned char c)
{
    return kinds[c];
}

/* Length of a punctuation mark beyond ASCII at p: U+0080-00BF but for ª and º, U+2000-206F, U+3000-3003; else 0. */
static size_t mark_length(const unsigned char *p, size_t left)
{
    if (left >= 2 && p[0] == 0xc2 && p[1] != 0xaa && p[1] != 0xba)
        return 2;
    if (left >= 3 && p[0] == 0xe2 && (p[1] == 0x80 || p[1] == 0x81))
        return 3;
    if (left >= 3 && p[0] == 0xe3 && p[1] == 0x80 && p[2] <= 0x83)
        return 3;
    return 0;
}

/* An apostrophe or, between digits, a point or comma belongs to the word when it goes on behind it. */
static size_t inner_mark(const unsigned char *p, size_t left, bool is_number)
{
    size_t n = 0;
    if (left && p[0] == '\'')
        n = 1;
    else if (left && is_number && (p[0] == '.' || p[0] == ','))
        return left > 1 && kind_of(p[1]) == 2 ? 1 : 0;
    else if (left >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0x99)
        n = 3;
    return n && n < left && kind_of(p[n]) == 1 ? n : 0;
}

bool lb_scan_next(struct lb_scan *s)
{
    const unsigned char *p = (const unsigned char *)s->text.data;
    size_t i = s->at, len = s->text.len;
    for (;;) {
        while (i < len && (kind_of(p[i]) == 0 || (kind_of(p[i]) == 3 && mark_length(p + i, len - i))))
            i += kind_of(p[i]) == 0 ? 1 : mark_length(p + i, len - i);
        if (i >= len) {
            s->at = len;
            return false;
        }
        size_t start = i, n = 0;
        bool is_ascii = true, is_number = true;
        while (i < len) {
            unsigned char k = kind_of(p[i]);
            if (k == 0 || (k == 3 && mark_length(p + i, len - i))) {
                size_t mark = inner_mark(p + i, len - i, is_number);
                if (!mark)
                    break;
                if ((p[i] == '.' || p[i] == ',') && n < sizeof s->room) /* the analyser drops apostrophes */
                    s->room[n++] = (char)p[i];
                i += mark;
                continue;
            }
            is_number = is_number && k == 2;
            is_ascii = is_ascii && k != 3;
            if (n < sizeof s->room)
                s->room[n] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32 : p[i]);
            n++;
            i++;
        }
        if (n >= sizeof s->room)
            continue;
        s->start = start;
        s->end = s->at = i;
        s->word = lb_slice_from(s->room, n);
        if (!is_ascii)
            s->word = lb_fold(s->arena, s->word);
        return true;
    }
}

/* Does the phrase begin with the word that the scan is about to read? */
static bool is_phrase_at(struct lb_scan scan, const lb_slice *words, size_t count)
{
    size_t n = 0;
    while (n < count && lb_scan_next(&scan) && lb_slice_eq(scan.word, words[n]))
        n++;
    return n == count;
}

/* ASCII letters made small; false when there is a letter with a mark, which folding would change. */
static bool lower_into(char *to, lb_slice text)
{
    bool is_plain = true;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        to[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        is_plain &= c < 0xc3 || c == 0xe2; /* 0xe2: dashes, quotation marks and the like */
    }
    return is_plain;
}

bool lb_scan_has_phrase(lb_slice text, const lb_slice *words, size_t count)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_scan scan = {.text = text, .arena = &arena};
    char *small = lb_arena_alloc(&arena, text.len + 1);
    bool has = count == 0;
    if (lower_into(small, text)) { /* the usual case: jump from one place of the first word to the next */
        const char *end = small + text.len, *at = small;
        while (!has && (at = memmem(at, (size_t)(end - at), words[0].data, words[0].len)) != NULL) {
            bool is_start = at == small || !kind_of((unsigned char)at[-1]) || kind_of((unsigned char)at[-1]) == 3;
            scan.at = (size_t)(at - small);
            has = is_start && is_phrase_at(scan, words, count);
            at++;
        }
    } else {
        for (size_t before = 0; !has && lb_scan_next(&scan); before = scan.at) {
            struct lb_scan ahead = {.text = text, .at = before, .arena = &arena};
            has = lb_slice_eq(scan.word, words[0]) && is_phrase_at(ahead, words, count);
        }
    }
    lb_arena_free(&arena);
    return has;
}
