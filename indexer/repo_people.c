/* repo_people.c - who made a commit and what they said of it: names as .mailmap has them, co-authors, the message.
 *
 * Text of a commit may be in any encoding, of any length and hostile. It leaves here as bounded, clean UTF-8 in which no
 * e-mail address is left: "Ani <ani@kantor.id>" becomes a name, an address inside a text is cut at its '@'. */
#include "indexer/repo_git.h"

#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"

#include <strings.h>

/* git finds names and addresses in whatever letters they are written, the library only in the same; so those that are looked for are made
 * small here: all that follows the first address of a line, and that itself. What stands before it is the name people are given. */
static lb_slice lower_keys(struct lb_arena *arena, lb_slice text)
{
    char *out = lb_arena_cstr(arena, text);
    bool is_key = false;
    for (size_t i = 0; i < text.len; i++) {
        if (out[i] == '\n')
            is_key = false;
        else if (out[i] == '<')
            is_key = true;
        if (is_key && out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] + 32);
    }
    return lb_slice_from(out, text.len);
}

git_mailmap *lb_git_mailmap(struct lb_repo *repo, const git_commit *commit)
{
    git_tree *tree = NULL;
    git_odb_object *object = NULL;
    git_mailmap *mailmap = NULL;
    struct lb_arena arena = LB_ARENA_INIT;
    size_t size;
    git_object_t type;
    if (git_commit_tree(&tree, commit))
        return NULL;
    const git_tree_entry *e = git_tree_entry_byname(tree, ".mailmap");
    git_filemode_t mode = e ? git_tree_entry_filemode(e) : GIT_FILEMODE_UNREADABLE;
    bool is_file = mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
    if (is_file && git_odb_read_header(&size, &type, repo->odb, git_tree_entry_id(e)) == 0 && size <= LB_MAX_MAILMAP &&
        git_odb_read(&object, repo->odb, git_tree_entry_id(e)) == 0) {
        lb_slice text = lower_keys(&arena, lb_slice_from(git_odb_object_data(object), git_odb_object_size(object)));
        if (git_mailmap_from_buffer(&mailmap, text.data, text.len))
            mailmap = NULL;
    }
    git_odb_object_free(object);
    git_tree_free(tree);
    lb_arena_free(&arena);
    return mailmap;
}

/* Controls, direction marks, line separators and what has no width: they turn text around or hide it. */
static bool is_odd(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

static bool is_address(unsigned char c)
{
    return c > ' ' && !strchr("<>()[]{},;:\"'|@", c);
}

/* "budi@kantor.id" is "budi@...". */
static void hide_addresses(lb_slice s, struct lb_str *out)
{
    for (size_t i = 0; i < s.len; i++) {
        bool is_hidden = s.data[i] == '@' && i && is_address((unsigned char)s.data[i - 1]);
        lb_str_addc(out, s.data[i]);
        if (!is_hidden)
            continue;
        lb_str_lit(out, "…");
        while (i + 1 < s.len && (is_address((unsigned char)s.data[i + 1]) || s.data[i + 1] == '@'))
            i++;
    }
}

/* One line, or several when has_lines, of at most `max` bytes and an ellipsis. */
static lb_slice clean(struct lb_arena *arena, lb_slice s, bool has_lines, size_t max)
{
    struct lb_str plain = LB_STR_INIT(max + 8), out = LB_STR_INIT(4 * max + 64);
    for (size_t at = 0; at < s.len;) {
        char bytes[4];
        uint32_t c = lb_utf8_next(s, &at);
        if (c == '\n' && has_lines)
            ;
        else if (c == '\r' && has_lines)
            continue;
        else if (is_odd(c))
            c = ' ';
        if (c == ' ' && (!plain.len || plain.data[plain.len - 1] == ' '))
            continue;
        if (plain.len + 4 > max) {
            lb_str_lit(&plain, "…");
            break;
        }
        lb_str_add(&plain, lb_slice_from(bytes, lb_utf8_put(c, bytes)));
    }
    hide_addresses(lb_slice_trim(lb_str_slice(&plain)), &out);
    lb_slice result = lb_arena_copy(arena, lb_str_slice(&out));
    lb_str_free(&plain);
    lb_str_free(&out);
    return result;
}

/* The people of one commit. */
struct people {
    struct lb_arena *arena;
    const git_mailmap *mailmap;
    lb_slice *names, addresses[LB_MAX_AUTHORS]; /* addresses never leave here */
    size_t count;
};

/* Nobody twice: neither by address nor by name, in whatever letters. */
static void add_person(struct people *p, lb_slice name, lb_slice email)
{
    const char *key_name = lb_arena_cstr(p->arena, lb_ascii_lower(p->arena, name));
    const char *key_email = lb_arena_cstr(p->arena, lb_ascii_lower(p->arena, email));
    const char *real_name = key_name, *real_email = key_email;
    if (git_mailmap_resolve(&real_name, &real_email, p->mailmap, key_name, key_email) || real_name == key_name)
        real_name = lb_arena_cstr(p->arena, name);
    lb_slice person = clean(p->arena, lb_slice_of(real_name), false, LB_MAX_PERSON);
    lb_slice address = lb_ascii_lower(p->arena, lb_slice_of(real_email)), folded = lb_lower(p->arena, person);
    if (!person.len || p->count == LB_MAX_AUTHORS)
        return;
    for (size_t i = 0; i < p->count; i++)
        if (lb_slice_eq(lb_lower(p->arena, p->names[i]), folded) || (address.len && lb_slice_eq(p->addresses[i], address)))
            return;
    p->addresses[p->count] = address;
    p->names[p->count++] = person;
}

static void add_co_authors(struct people *p, const char *message)
{
    git_message_trailer_array trailers = {0};
    if (strnlen(message, LB_MAX_COMMIT_TEXT + 1) > LB_MAX_COMMIT_TEXT || git_message_trailers(&trailers, message))
        return;
    for (size_t i = 0; i < trailers.count; i++) {
        if (strcasecmp(trailers.trailers[i].key, "Co-authored-by") != 0)
            continue;
        lb_slice value = lb_slice_of(trailers.trailers[i].value);
        size_t open = lb_slice_find(value, '<');
        lb_slice email = lb_slice_sub(value, open + 1, value.len);
        add_person(p, lb_slice_trim(lb_slice_sub(value, 0, open)), lb_slice_sub(email, 0, lb_slice_find(email, '>')));
    }
    git_message_trailer_array_free(&trailers);
}

/* "Co-authored-by: ...", "Signed-off-by: ...": said elsewhere, or for machines. */
static bool is_trailer(lb_slice line)
{
    size_t colon = lb_slice_find(line, ':');
    lb_slice key = lb_slice_sub(line, 0, colon);
    return colon < line.len && key.len > 3 && lb_slice_find(key, ' ') == key.len &&
           strncasecmp(key.data + key.len - 3, "-by", 3) == 0;
}

static lb_slice without_trailers(lb_slice s)
{
    for (s = lb_slice_trim(s); s.len; s = lb_slice_trim(s)) {
        size_t at = s.len;
        while (at && s.data[at - 1] != '\n')
            at--;
        if (!is_trailer(lb_slice_sub(s, at, s.len)))
            break;
        s = lb_slice_sub(s, 0, at);
    }
    return s;
}

/* What a commit says is in the character set that it names. */
static lb_slice decode(struct lb_arena *arena, const git_commit *commit, const char *text)
{
    const char *charset = git_commit_message_encoding(commit);
    lb_slice s = lb_slice_of(text ? text : "");
    return charset && strcasecmp(charset, "UTF-8") != 0 && strcasecmp(charset, "UTF8") != 0 ? lb_utf8_from(arena, s, charset) : s;
}

void lb_git_people(const git_mailmap *mailmap, const git_commit *commit, struct lb_arena *arena, struct lb_change *ret)
{
    const git_signature *author = git_commit_author(commit);
    struct people people = {.arena = arena, .mailmap = mailmap, .names = LB_NEW_ARRAY(arena, lb_slice, LB_MAX_AUTHORS)};
    lb_slice text = decode(arena, commit, git_commit_message(commit));
    if (author)
        add_person(&people, decode(arena, commit, author->name), lb_slice_of(author->email));
    add_co_authors(&people, lb_arena_cstr(arena, text));
    ret->authors = people.names;
    ret->author_count = people.count;
    text = without_trailers(text);
    size_t end = lb_slice_find(text, '\n');
    ret->subject = clean(arena, lb_slice_sub(text, 0, end), false, LB_MAX_SUBJECT);
    ret->message = clean(arena, lb_slice_trim(lb_slice_sub(text, end, text.len)), true, LB_MAX_MESSAGE);
}
