/* english.c - Snowball's English stemmer, one for each thread because it keeps its working state in itself. */
#include "text/english.h"

#include <libstemmer.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;

static void drop(void *stemmer)
{
    sb_stemmer_delete(stemmer);
}

static void make_key(void)
{
    pthread_key_create(&key, drop);
}

lb_slice lb_english_stem(lb_slice word, char *room)
{
    pthread_once(&once, make_key);
    struct sb_stemmer *stemmer = pthread_getspecific(key);
    if (!stemmer) {
        stemmer = sb_stemmer_new("english", NULL);
        if (!stemmer || pthread_setspecific(key, stemmer) != 0) {
            sb_stemmer_delete(stemmer);
            return word;
        }
    }
    const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)word.data, (int)word.len);
    size_t len = (size_t)sb_stemmer_length(stemmer);
    if (!stem || len == 0 || len > word.len)
        return word;
    memcpy(room, stem, len);
    return (lb_slice){room, len};
}
