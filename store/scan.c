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
                is_ascii = is_ascii && mark == 1;
                for (size_t m = 0; m < mark && n < sizeof s->room; m++)
                    s->room[n++] = (char)p[i + m];
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

bool lb_scan_has_phrase(lb_slice text, const lb_slice *words, size_t count)
{
    struct lb_arena arena = LB_ARENA_INIT;
    struct lb_scan s = {.text = text, .arena = &arena};
    bool has = count == 0;
    while (!has && lb_scan_next(&s)) {
        if (!lb_slice_eq(s.word, words[0]))
            continue;
        struct lb_scan ahead = {.text = text, .at = s.at, .arena = &arena};
        size_t n = 1;
        while (n < count && lb_scan_next(&ahead) && lb_slice_eq(ahead.word, words[n]))
            n++;
        has = n == count;
    }
    lb_arena_free(&arena);
    return has;
}
