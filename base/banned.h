/* banned.h - calls that are too easy to get wrong, refused by the compiler (the idea is git's). Included by every .c
 * file through the compiler's -include, after the system headers it would break have been read. */
#ifndef LB_BANNED_H
#define LB_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok gmtime localtime ctime asctime

#endif
