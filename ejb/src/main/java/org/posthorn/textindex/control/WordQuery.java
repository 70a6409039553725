package org.posthorn.textindex.control;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MultiTermQuery.TopTermsBlendedFreqScoringRewrite;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Asks for messages that have all of some words, each as it is, as the beginning of a longer one,
 * or with a wrong letter or two. What is nearer counts more, and so does the header.
 */
final class WordQuery {
  private static final float HEADER = 2;
  private static final float LONGER = 0.6f;
  private static final float MISSPELT = 0.4f;
  private static final float OTHERS = 0.1f; // of what a word has beside its best match
  private static final int MOST_TERMS = 64; // that one word stands for

  private WordQuery() {}

  /**
   * The query.
   *
   * @param words folded, at least one
   * @param header whether they may stand in the header
   */
  static Query of(List<String> words, boolean header) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (String word : words) {
      List<Query> matches = new ArrayList<>();
      matches.add(in(IndexRun.BODY, word));
      if (header) {
        matches.add(new BoostQuery(in(IndexRun.HEAD, word), HEADER));
      }
      all.add(new DisjunctionMaxQuery(matches, OTHERS), Occur.MUST);
    }
    return all.build();
  }

  private static Query in(String field, String word) {
    Term term = new Term(field, word);
    int letters = word.codePointCount(0, word.length());
    List<Query> matches = new ArrayList<>();
    matches.add(new TermQuery(term));
    if (letters > 2) {
      Query longer = new PrefixQuery(term, new TopTermsBlendedFreqScoringRewrite(MOST_TERMS));
      matches.add(new BoostQuery(longer, LONGER));
    }
    if (letters > 3) {
      Query misspelt = new FuzzyQuery(term, Math.min(2, letters / 4), 1, MOST_TERMS, true);
      matches.add(new BoostQuery(misspelt, MISSPELT));
    }
    return new DisjunctionMaxQuery(matches, 0);
  }
}
