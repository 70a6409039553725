package org.posthorn.mailstore;

import java.util.List;
import java.util.Optional;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.text.SearchText;

/** Where a query reads what the columns of a view do not tell. Thread-safe. */
public interface MessageSource {

  /** What was computed at delivery, for each content id in order. At most 1,000 at a time. */
  List<MessageFacts> facts(long[] contentIds);

  /**
   * Shows messages with their facts and octets, each once, in any order, and on several threads at
   * once where that is quicker. Returns when all have been seen, or throws what a visit threw. Some
   * thousand at a time, so that others have their turn.
   */
  void visit(long[] contentIds, MessageVisitor visitor);

  /**
   * Which messages of a mailbox may have a text in their header or in a text part, as far as an
   * index knows.
   *
   * @return empty when there is no index, or it cannot tell
   */
  Optional<TextCandidates> textCandidates(long mailbox, SearchText text);

  /**
   * How well the messages of a mailbox fit words, as far as an index knows. RFC 6203 §4.
   *
   * @param header whether the words may also stand in the header
   * @return empty when there is no index, or it cannot tell
   */
  Optional<TextRanking> textRanking(long mailbox, String words, boolean header);
}
