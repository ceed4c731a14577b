/* yaml_text.c - see yaml_text.h. */
#include "indexer/yaml_text.h"

#include <ctype.h>

static bool is_word_of(lb_slice s, const char *const *words)
{
    for (; *words; words++)
        if (s.len == strlen(*words) && strncasecmp(s.data, *words, s.len) == 0)
            return true;
    return false;
}

static size_t digits(lb_slice s, size_t at, const char *also)
{
    size_t n = 0;
    while (at + n < s.len && (isdigit((unsigned char)s.data[at + n]) || (s.data[at + n] && strchr(also, s.data[at + n]))))
        n++;
    return n;
}

/* [-+] digits [. digits] [e [-+] digits], hexadecimal, octal, binary, with "_" between digits, "1:30" of base sixty. */
static bool is_number(lb_slice s)
{
    size_t at = s.len && (s.data[0] == '-' || s.data[0] == '+');
    if (at + 2 < s.len && s.data[at] == '0' && strchr("xXoObB", s.data[at + 1])) {
        for (size_t i = at + 2; i < s.len; i++)
            if (!isxdigit((unsigned char)s.data[i]) && s.data[i] != '_')
                return false;
        return true;
    }
    size_t whole = digits(s, at, "_:"), fraction = 0;
    at += whole;
    if (at < s.len && s.data[at] == '.') {
        at++;
        fraction = digits(s, at, "_.");
        at += fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (at < s.len && (s.data[at] == 'e' || s.data[at] == 'E')) {
        at++;
        at += at < s.len && (s.data[at] == '-' || s.data[at] == '+');
        size_t exponent = digits(s, at, "_");
        if (!exponent)
            return false;
        at += exponent;
    }
    return at == s.len;
}

/* 2024-11-15, alone or with a time behind it. */
static bool is_time(lb_slice s)
{
    size_t year = digits(s, 0, "");
    if (year != 4 || s.len < 8 || s.data[4] != '-')
        return false;
    size_t month = digits(s, 5, ""), at = 5 + month;
    if (month < 1 || month > 2 || at >= s.len || s.data[at] != '-')
        return false;
    size_t day = digits(s, at + 1, "");
    at += 1 + day;
    return day >= 1 && day <= 2 && (at == s.len || strchr("Tt \t", s.data[at]));
}

bool lb_yaml_is_other(lb_slice s)
{
    static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<",
                                        ".inf", "-.inf", "+.inf", ".nan", NULL};
    return s.len == 0 || is_word_of(s, words) || is_number(s) || is_time(s);
}

bool lb_yaml_is_plain(lb_slice s, bool is_flow)
{
    if (lb_yaml_is_other(s) || !(isalnum((unsigned char)s.data[0]) || (unsigned char)s.data[0] >= 0x80))
        return false;
    char last = s.data[s.len - 1];
    if (last == ' ' || last == ':')
        return false;
    bool is_like_number = isdigit((unsigned char)s.data[0]);
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c < 0x20 || c == 0x7f || (c == 0xe2 && i + 2 < s.len && (unsigned char)s.data[i + 1] == 0x80 &&
                                      ((unsigned char)s.data[i + 2] & 0xfe) == 0xa8))
            return false;
        if (c == 0xc2 && i + 1 < s.len && (unsigned char)s.data[i + 1] < 0xa0)
            return false; /* C1 controls, U+0085 ends a line */
        if ((c == ':' && s.data[i + 1] == ' ') || (c == '#' && i && s.data[i - 1] == ' '))
            return false;
        if (is_flow && strchr(",[]{}:?\"'", c))
            return false;
        is_like_number &= c < 0x80 && (isxdigit(c) || strchr("_+-.,:xoTtZz ", c));
    }
    return !is_like_number;
}

static void put_quoted(struct lb_str *out, lb_slice s)
{
    lb_str_addc(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c == '"' || c == '\\')
            lb_str_addc(out, '\\');
        if (c == '\n')
            lb_str_lit(out, "\\n");
        else if (c == '\t')
            lb_str_lit(out, "\\t");
        else if (c < 0x20 || c == 0x7f)
            lb_str_printf(out, "\\x%02x", c);
        else
            lb_str_addc(out, (char)c);
    }
    lb_str_addc(out, '"');
}

void lb_yaml_put(struct lb_str *out, lb_slice s, bool is_flow)
{
    if (lb_yaml_is_plain(s, is_flow))
        lb_str_add(out, s);
    else
        put_quoted(out, s);
}
