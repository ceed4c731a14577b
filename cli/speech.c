/* speech.c - see speech.h. */
#include "cli/speech.h"

#include "cli/command.h"
#include "cli/place.h"

#include <ctype.h>
#include <stdlib.h>

bool lb_speech_is_known(const char *command, const char *asked)
{
    if (!asked || lb_lang_read(lb_slice_of(asked)) != LB_LANG_COUNT)
        return true;
    lb_command_fail("%s: --lang takes id or en, not '%s'", command, asked);
    return false;
}

/* "id_ID.UTF-8", "en": the two letters the name of a locale begins with. */
static enum lb_lang of_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !(value && *value); i++)
        value = getenv(names[i]);
    if (!value || strlen(value) < 2 || isalnum((unsigned char)value[2]))
        return LB_LANG_COUNT;
    return lb_lang_read(lb_slice_from(value, 2));
}

/* What was asked for, or the locale's; LB_LANG_COUNT: neither says. */
static enum lb_lang chosen(const char *asked)
{
    return asked ? lb_lang_read(lb_slice_of(asked)) : of_locale();
}

enum lb_lang lb_speech(const char *asked, lb_slice of_library)
{
    enum lb_lang lang = chosen(asked);
    if (lang == LB_LANG_COUNT)
        lang = lb_lang_read(of_library);
    return lang == LB_LANG_COUNT ? LB_LANG_ID : lang;
}

enum lb_lang lb_speech_near(const char *asked, const char *folder)
{
    struct lb_place place;
    struct lb_err none;
    if (chosen(asked) != LB_LANG_COUNT)
        return chosen(asked);
    bool is_there = lb_place_open(folder, &place, &none) == LB_OK;
    enum lb_lang lang = lb_speech(asked, is_there ? place.contract->language : LB_EMPTY);
    lb_place_close(&place);
    return lang;
}
