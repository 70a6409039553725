package org.posthorn.store.control;

import java.util.List;
import java.util.Optional;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.mailboxes.boundary.Mailboxes;
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
import org.posthorn.textindex.boundary.TextIndex;

/**
 * What the messages of a mailbox say, for an account that may read it. Of one's own mailbox nobody
 * takes that right away; of others' it is looked up with each call, in memory.
 */
final class MailboxSource implements MessageSource {
  private final long account;
  private final long mailbox;
  private final boolean owned;
  private final Mailboxes mailboxes;
  private final ContentStore contents;
  private final TextIndex texts;

  /** Of a mailbox that may be read now. */
  MailboxSource(
      long account, long mailbox, Mailboxes mailboxes, ContentStore contents, TextIndex texts) {
    this.account = account;
    this.mailbox = mailbox;
    this.owned = mailboxes.owns(account, mailbox);
    this.mailboxes = mailboxes;
    this.contents = contents;
    this.texts = texts;
  }

  @Override
  public Optional<MailboxView> latest() {
    requireReadable();
    return mailboxes.view(mailbox);
  }

  @Override
  public List<MessageFacts> facts(MailboxView view, long... uids) {
    return contents.facts(ids(view, uids));
  }

  @Override
  public List<MessageHead> heads(MailboxView view, long... uids) {
    return contents.heads(ids(view, uids));
  }

  @Override
  public Content content(MailboxView view, long uid) {
    return contents.content(id(view, uid));
  }

  @Override
  public void lost(MailboxView view, long uid) {
    contents.lost(id(view, uid));
  }

  @Override
  public void visit(MailboxView view, long[] uids, MessageVisitor visitor) {
    contents.visit(ids(view, uids), visitor::see);
  }

  @Override
  public Optional<TextCandidates> textCandidates(SearchText text) {
    requireReadable();
    return texts.candidates(mailbox, text);
  }

  @Override
  public Optional<TextRanking> textRanking(String words, boolean header) {
    requireReadable();
    return texts.ranking(mailbox, words, header);
  }

  private long[] ids(MailboxView view, long[] uids) {
    require(view);
    return view.contentIds(uids);
  }

  private long id(MailboxView view, long uid) {
    require(view);
    int index = view.indexOf(uid);
    if (index < 0) {
      throw new IllegalArgumentException("no message has UID " + uid);
    }
    return view.contentId(index);
  }

  private void require(MailboxView view) {
    if (view.mailboxId() != mailbox) {
      throw new IllegalArgumentException("mailbox " + view.mailboxId() + " is not " + mailbox);
    }
    requireReadable();
  }

  private void requireReadable() {
    if (!owned && !Permission.READ.isIn(mailboxes.rights(account, mailbox))) {
      throw new AccessWithdrawn(mailbox);
    }
  }
}
