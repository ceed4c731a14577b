// xapian_bare DIR OUT - the peer for indexing: bare Xapian over the same case files.
//
// Reads every cases/**/id.md, takes the text behind the front matter plus the front matter's own words, and indexes it with
// Xapian's TermGenerator and its Indonesian stemmer, as the Xapian documentation shows, then commits. No Markdown, no
// checks, no pages, no facets. Prints cases, seconds of CPU and cases a second.
#include <xapian.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::cerr << "usage: bench_xapian_bare LIBRARY OUT\n";
        return 2;
    }
    std::clock_t start = std::clock();
    Xapian::WritableDatabase db(argv[2], Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("indonesian"));
    size_t cases = 0;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(std::string(argv[1]) + "/cases")) {
        if (entry.path().filename() != "id.md")
            continue;
        std::ifstream in(entry.path());
        std::stringstream text;
        text << in.rdbuf();
        Xapian::Document doc;
        generator.set_document(doc);
        generator.index_text(text.str());
        doc.set_data(text.str());
        db.add_document(doc);
        cases++;
    }
    db.commit();
    double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%zu %.3f %.0f\n", cases, seconds, cases / seconds);
    return 0;
}
