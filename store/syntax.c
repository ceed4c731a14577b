/* syntax.c - the table of the query language; see syntax.h. */
#include "store/syntax.h"

const struct lb_syntax lb_query_syntax[LB_SYNTAX_COUNT] = {
    [LB_SYNTAX_WORDS] = {"", "", "mengurangi sampah pasar", "reduce market waste",
                         "Kasus dengan semua kata; bila tidak ada, kasus dengan sebagian kata. Imbuhan, singkatan dan "
                         "bahasa tidak menjadi soal.",
                         "Cases with all the words; if there are none, cases with some of them. Endings, acronyms and "
                         "language do not matter."},
    [LB_SYNTAX_PHRASE] = {"\"", "\"", "\"bank sampah\"", "\"bank sampah\"", "Kata-kata ini berurutan, seperti tertulis.",
                          "These words in this order, as written."},
    [LB_SYNTAX_NOT] = {"-", "-", "sampah -plastik", "waste -plastic", "Tanpa kata ini.", "Without this word."},
    [LB_SYNTAX_OR] = {"ATAU", "OR", "banjir ATAU rob", "flood OR tide", "Salah satu dari keduanya (huruf besar).",
                      "Either of the two (capital letters)."},
    [LB_SYNTAX_GROUP] = {"(", "(", "air (bersih ATAU minum)", "water (clean OR drinking)",
                         "Tanda kurung menyatukan bagian pencarian.", "Parentheses keep parts of a search together."},
    [LB_SYNTAX_PREFIX] = {"*", "*", "posyan*", "posyan*", "Semua kata yang berawal demikian.",
                          "Every word that begins like this."},
    [LB_SYNTAX_TITLE] = {"judul", "title", "judul:kampung", "title:kampung", "Kata ini ada dalam judul.",
                         "This word is in the title."},
    [LB_SYNTAX_FIELD] = {"", "", "urusan:kesehatan daerah:\"kota jambi\"", "affair:health region:jambi",
                         "Kasus dengan nilai ini: nama atau kode.", "Cases with this value: its name or code."},
    [LB_SYNTAX_YEARS] = {"tahun", "year", "tahun:2015..2020", "year:2015..2020",
                         "Dimulai dalam tahun-tahun ini; awal atau akhir boleh kosong.",
                         "Started in these years; either end may be left out."},
};
