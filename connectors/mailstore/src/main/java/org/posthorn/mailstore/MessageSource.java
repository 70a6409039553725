package org.posthorn.mailstore;

import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.text.SearchText;

/**
 * What the messages of one mailbox say: facts, headers, octets, index. Messages are named by UID in
 * some view of this mailbox, old or new, and by nothing else: nobody reads by a content id. An
 * account that may not read the mailbox any more gets {@link AccessWithdrawn} from each method; for
 * a view of another mailbox, or a UID that the view does not have, they throw {@link
 * IllegalArgumentException}. Thread-safe.
 */
public interface MessageSource {

  /** The mailbox, now; empty when it is gone. */
  Optional<MailboxView> latest();

  /**
   * What was computed at delivery, for each message in order. At most 1,000 at a time.
   *
   * @throws org.posthorn.kernel.ContentLost when one of them cannot be read
   */
  List<MessageFacts> facts(MailboxView view, long... uids);

  /** The same with the headers, but for long ones. At most 1,000 at a time. */
  List<MessageHead> heads(MailboxView view, long... uids);

  /** The octets of a message, which are looked for when they are read. */
  Content content(MailboxView view, long uid);

  /** The octets of a message are not there though the mailbox has it: this is told to operators. */
  void lost(MailboxView view, long uid);

  /**
   * Shows messages with their facts and octets, each once, in any order, and on several threads at
   * once where that is quicker. Returns when all have been seen, or throws what a visit threw. Some
   * thousand at a time, so that others have their turn.
   */
  void visit(MailboxView view, long[] uids, MessageVisitor visitor);

  /**
   * Which messages may have a text in their header or in a text part, as far as an index knows.
   *
   * @return empty when there is no index, or it cannot tell
   */
  Optional<TextCandidates> textCandidates(SearchText text);

  /**
   * How well the messages fit words, as far as an index knows. RFC 6203 §4.
   *
   * @param header whether the words may also stand in the header
   * @return empty when there is no index, or it cannot tell
   */
  Optional<TextRanking> textRanking(String words, boolean header);
}
