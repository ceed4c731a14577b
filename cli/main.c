/* main.c - the program's entry: picks a command. */
#include <stdio.h>

int main(void)
{
    puts("lumbung " LB_PROGRAM_VERSION);
    return 0;
}
