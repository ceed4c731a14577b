/* speech.h - which of its two languages the program speaks to whoever runs it: what --lang asks for; else LC_ALL, LC_MESSAGES or LANG,
 * when the first of them that is set names one of the two; else the library's own language; else Indonesian. */
#ifndef LB_SPEECH_H
#define LB_SPEECH_H

#include "base/both.h"

/* The row of --lang in a command's table of options. */
#define LB_OPTION_LANG(variable)                                                                                                        \
    {.name = "lang", .letter = 'l', .arg = "LANG",                                                                                      \
     .help = "the language of what it prints: id or en [that of LC_ALL, LC_MESSAGES or LANG if it is one of them, else the library's].", \
     .kind = LB_OPT_TEXT, .value = &(variable)}

/* Is it "id" or "en", or NULL? False with a message. */
bool lb_speech_is_known(const char *command, const char *asked);
/* `of_library` is its language; empty = not known. */
enum lb_lang lb_speech(const char *asked, lb_slice of_library);
/* The same for commands that read no library: that in `folder` is asked, or, NULL, the nearest upwards from here. */
enum lb_lang lb_speech_near(const char *asked, const char *folder);

#endif
