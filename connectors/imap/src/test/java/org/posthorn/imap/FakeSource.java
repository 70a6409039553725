package org.posthorn.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.posthorn.kernel.Content;
import org.posthorn.mailstore.AccessWithdrawn;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.MessageVisitor;
import org.posthorn.mailstore.Permission;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.text.SearchText;

/** What the messages of a mailbox of {@link FakeStore} say. */
final class FakeSource implements MessageSource {
  private final long mailbox;
  private final FakeStore store;
  private final FakeContents contents;

  FakeSource(long mailbox, FakeStore store) {
    this.mailbox = mailbox;
    this.store = store;
    this.contents = store.contents();
  }

  private long[] ids(MailboxView view, long... uids) {
    if (view.mailboxId() != mailbox) {
      throw new IllegalArgumentException("another mailbox");
    }
    requireReadable();
    return view.contentIds(uids);
  }

  private void requireReadable() {
    boolean foreign = store.box(mailbox).filter(box -> !box.isOwn()).isPresent();
    if (foreign && !Permission.READ.isIn(store.folders().rights(mailbox))) {
      throw new AccessWithdrawn(mailbox);
    }
  }

  private static <T> List<T> each(long[] ids, LongFunction<T> one) {
    List<T> all = new ArrayList<>();
    for (long id : ids) {
      all.add(one.apply(id));
    }
    return all;
  }

  @Override
  public Optional<MailboxView> latest() {
    requireReadable();
    return store.view(mailbox);
  }

  @Override
  public List<MessageFacts> facts(MailboxView view, long... uids) {
    return each(ids(view, uids), contents::facts);
  }

  @Override
  public List<MessageHead> heads(MailboxView view, long... uids) {
    return each(ids(view, uids), contents::head);
  }

  @Override
  public Content content(MailboxView view, long uid) {
    return contents.content(ids(view, uid)[0]);
  }

  @Override
  public void lost(MailboxView view, long uid) {
    contents.lost(ids(view, uid)[0]);
  }

  @Override
  public void visit(MailboxView view, long[] uids, MessageVisitor visitor) {
    long[] ids = ids(view, uids);
    for (int i = ids.length - 1; i >= 0; i--) { // any order will do
      visitor.see(i, contents.facts(ids[i]), contents.content(ids[i]));
    }
  }

  @Override
  public Optional<TextCandidates> textCandidates(SearchText text) {
    requireReadable();
    return store.candidates();
  }

  @Override
  public Optional<TextRanking> textRanking(String words, boolean header) {
    requireReadable();
    return store.ranking();
  }
}
