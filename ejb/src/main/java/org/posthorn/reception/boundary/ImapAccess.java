package org.posthorn.reception.boundary;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Annotations;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Quotas;
import org.posthorn.mailstore.Acl;
import org.posthorn.mailstore.Annotated;
import org.posthorn.mailstore.AnnotationWatcher;
import org.posthorn.mailstore.ChangeWatcher;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MailboxWatcher;
import org.posthorn.mailstore.MessageVisitor;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Placed;
import org.posthorn.mailstore.Quota;
import org.posthorn.mailstore.QuotaLimits;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mailstore.Stored;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.text.SearchText;
import org.posthorn.reception.control.Opening;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.LoginWatcher;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;
import org.posthorn.textindex.boundary.TextIndex;
import org.posthorn.trace.boundary.LoginLog;

/** Where the IMAP listeners ask; nothing is caught. */
@MessageDriven(messageListenerInterface = ImapEndpoint.class)
@TransactionManagement(TransactionManagementType.BEAN)
public class ImapAccess implements ImapEndpoint {
  @Inject Mailboxes mailboxes;
  @Inject Annotations annotations;
  @Inject ContentStore contents;
  @Inject Authentication authentication;
  @Inject LoginLog logins;
  @Inject Opening opening;
  @Inject TextIndex texts;
  @Inject Quotas quotas;

  @Override
  public boolean ready() {
    return opening.started();
  }

  @Override
  public MailboxList mailboxes(long account) {
    return mailboxes.seenBy(account);
  }

  @Override
  public Rights rightsOf(long account, long mailbox) {
    return mailboxes.rightsOf(account, mailbox);
  }

  @Override
  public Outcome<Acl> acl(long mailbox) {
    return mailboxes.acl(mailbox);
  }

  @Override
  public Outcome<Boolean> changeAcl(long mailbox, Acl.Change change) {
    return mailboxes.changeAcl(mailbox, change);
  }

  @Override
  public Outcome<Rights> rightsFor(long mailbox, String identifier) {
    return mailboxes.rightsFor(mailbox, identifier);
  }

  @Override
  public Outcome<MailboxList.Mailbox> create(
      long account, MailboxName name, Optional<SpecialUse> use) {
    return mailboxes.create(account, name, use);
  }

  @Override
  public Outcome<MailboxName> delete(long account, MailboxName name) {
    return mailboxes.delete(account, name);
  }

  @Override
  public Outcome<MailboxName> rename(long account, MailboxName from, MailboxName to) {
    return mailboxes.rename(account, from, to);
  }

  @Override
  public void subscribe(long account, MailboxName name, boolean subscribed) {
    mailboxes.subscribe(account, name, subscribed);
  }

  @Override
  public Optional<MailboxView> view(long mailbox) {
    return mailboxes.view(mailbox);
  }

  @Override
  public long firstRecent(long mailbox) {
    return mailboxes.firstRecent(mailbox);
  }

  @Override
  public long claimRecent(long mailbox, long below) {
    return mailboxes.claimRecent(mailbox, below);
  }

  @Override
  public void watch(long mailbox, MailboxWatcher watcher) {
    mailboxes.watch(mailbox, watcher);
  }

  @Override
  public void unwatch(long mailbox, MailboxWatcher watcher) {
    mailboxes.unwatch(mailbox, watcher);
  }

  @Override
  public void watchChanges(long account, Collection<Long> watched, ChangeWatcher watcher) {
    mailboxes.watchChanges(account, watched, watcher);
  }

  @Override
  public void unwatchChanges(ChangeWatcher watcher) {
    mailboxes.unwatchChanges(watcher);
  }

  @Override
  public UidSet expungedSince(long mailbox, long modSeq) {
    return mailboxes.expungedSince(mailbox, modSeq);
  }

  @Override
  public ContentSink content() {
    return contents.sink();
  }

  @Override
  public Outcome<Placed> append(long mailbox, List<NewMessage> messages) {
    return mailboxes.append(mailbox, messages);
  }

  @Override
  public Outcome<Placed> replace(long from, long uid, long to, NewMessage message) {
    return mailboxes.replace(from, uid, to, message);
  }

  @Override
  public Outcome<Stored> store(
      long mailbox, UidSet uids, FlagChange change, OptionalLong unchangedSince) {
    return mailboxes.store(mailbox, uids, change, unchangedSince);
  }

  @Override
  public Outcome<Placed> copy(long from, UidSet uids, long to, Rights rights) {
    return mailboxes.copy(from, uids, to, rights);
  }

  @Override
  public Outcome<Placed> move(long from, UidSet uids, long to, Rights rights) {
    return mailboxes.move(from, uids, to, rights);
  }

  @Override
  public Outcome<MailboxView> expunge(long mailbox, UidSet uids) {
    return mailboxes.expunge(mailbox, uids);
  }

  @Override
  public SortedMap<String, byte[]> annotations(
      long account, long mailbox, Collection<String> entries) {
    return annotations.of(account, mailbox, entries);
  }

  @Override
  public Map<Long, SortedMap<String, byte[]>> annotations(
      long account, Collection<String> entries) {
    return annotations.ofMailboxes(account, entries);
  }

  @Override
  public Annotated annotate(
      long account, long mailbox, Map<String, Optional<byte[]>> values, AnnotationWatcher from) {
    return annotations.set(account, mailbox, values, from);
  }

  @Override
  public void watchAnnotations(long account, AnnotationWatcher watcher) {
    annotations.watch(account, watcher);
  }

  @Override
  public void unwatchAnnotations(AnnotationWatcher watcher) {
    annotations.unwatch(watcher);
  }

  @Override
  public Outcome<Quota> quota(Login who, String root) {
    return quotas.named(who, root);
  }

  @Override
  public Outcome<Quota> quotaOf(long mailbox) {
    return quotas.ofMailbox(mailbox);
  }

  @Override
  public Outcome<Quota> changeQuota(Login who, String root, QuotaLimits limits) {
    return quotas.change(who, root, limits);
  }

  @Override
  public boolean hasRoom(long mailbox, long messages, long octets) {
    return quotas.hasRoom(mailbox, messages, octets);
  }

  @Override
  public List<MessageFacts> facts(long[] contentIds) {
    return contents.facts(contentIds);
  }

  @Override
  public List<MessageHead> heads(long[] contentIds) {
    return contents.heads(contentIds);
  }

  @Override
  public Content content(long contentId) {
    return contents.content(contentId);
  }

  @Override
  public void lost(long contentId) {
    contents.lost(contentId);
  }

  @Override
  public void visit(long[] contentIds, MessageVisitor visitor) {
    contents.visit(contentIds, visitor::see);
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    return logins.noted(
        "imap", user, mechanism, client, authentication.verify(user, password, mechanism, client));
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return authentication.scramKeys(user, hash);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return logins.noted(
        "imap",
        user,
        mechanism,
        client,
        authentication.scramResult(user, proven, mechanism, client));
  }

  @Override
  public void watchLogin(long account, LoginWatcher watcher) {
    authentication.watch(account, watcher);
  }

  @Override
  public void unwatchLogin(long account, LoginWatcher watcher) {
    authentication.unwatch(account, watcher);
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    return authentication.standing(login, fingerprint);
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return authentication.keyLogin(fingerprint);
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return logins.noted(
        "imap",
        identity,
        "EXTERNAL",
        client,
        authentication.external(fingerprint, identity, client));
  }

  @Override
  public Optional<TextCandidates> textCandidates(long mailbox, SearchText text) {
    return texts.candidates(mailbox, text);
  }

  @Override
  public Optional<TextRanking> textRanking(long mailbox, String words, boolean header) {
    return texts.ranking(mailbox, words, header);
  }
}
