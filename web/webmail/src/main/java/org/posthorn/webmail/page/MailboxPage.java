package org.posthorn.webmail.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.Quota;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.web.signin.SignedIn;
import org.posthorn.webmail.compose.ComposeActions;
import org.posthorn.webmail.folder.FolderItem;
import org.posthorn.webmail.folder.FolderTree;
import org.posthorn.webmail.list.ListQuery;
import org.posthorn.webmail.list.MessageList;
import org.posthorn.webmail.list.MessageLists;
import org.posthorn.webmail.list.MessageRow;
import org.posthorn.webmail.list.MessageRows;
import org.posthorn.webmail.text.Words;

/** The page with mailboxes, list and message, and the parts of it that scripts ask for. */
@Named("mail")
@RequestScoped
public class MailboxPage {
  private static final int PAGE = 50;
  private static final int MOST = 200;

  @Inject MailStore stores;
  @Inject SignedIn me;
  @Inject Words words;
  @Inject MessageLists lists;
  @Inject Submissions submissions;
  @Inject HttpServletRequest request;

  private Optional<ListQuery> query = Optional.empty();
  private Optional<MessageList> list = Optional.empty();
  private Optional<List<MessageRow>> rows = Optional.empty();
  private Optional<FolderTree> tree = Optional.empty();
  private int scheduled = -1;
  private int from;
  private int count = PAGE;

  /**
   * Shows a list.
   *
   * @return false when there is none for this account
   */
  boolean show(ListQuery wanted, int firstRow, int rowCount) {
    from = Math.max(0, firstRow);
    count = Math.min(MOST, Math.max(1, rowCount));
    query = Optional.of(wanted);
    list = lists.list(store(), me.login().accountId(), wanted).result();
    return list.isPresent();
  }

  private AccountStore store() {
    return stores.as(me.login());
  }

  /** The id of INBOX. */
  OptionalLong inbox() {
    Optional<MailboxList.Mailbox> inbox = store().folders().list().find(MailboxName.INBOX);
    return inbox.isPresent() ? OptionalLong.of(inbox.get().id()) : OptionalLong.empty();
  }

  private ListQuery query() {
    return query.orElseThrow();
  }

  private MessageList list() {
    return list.orElseThrow();
  }

  /** The mailboxes. */
  public FolderTree getTree() {
    if (tree.isEmpty()) {
      tree = Optional.of(new FolderTree(store(), words));
    }
    return tree.get();
  }

  private Optional<FolderItem> folder() {
    return query().mailbox().isPresent()
        ? getTree().find(query().mailbox().getAsLong())
        : Optional.empty();
  }

  /** The id of the mailbox, or nothing for a search. */
  public String getMailbox() {
    OptionalLong id = query().mailbox();
    return id.isPresent() ? Long.toString(id.getAsLong()) : "";
  }

  public String getSearch() {
    return query().search();
  }

  public boolean isFound() {
    return !query().search().isEmpty();
  }

  /** What the list is called. */
  public String getTitle() {
    if (query().search().equals("is:starred")) {
      return words.text("folder.starred");
    }
    return isFound()
        ? words.text("list.found")
        : folder().map(FolderItem::name).orElseGet(() -> words.text("folder.inbox"));
  }

  /** What the mailbox is for, in lower case. */
  public String getUse() {
    return isFound() ? "search" : folder().map(FolderItem::use).orElse("");
  }

  public int getTotal() {
    return list().size();
  }

  public String getState() {
    return list().state();
  }

  /** What all of the list means, for whoever selects it. */
  public String getNext() {
    return list().bounds();
  }

  public boolean isComplete() {
    return list().complete();
  }

  /** How many mails wait for a moment that somebody has chosen. */
  public int getScheduled() {
    if (scheduled < 0) {
      scheduled = ComposeActions.scheduled(submissions.waiting(me.login())).size();
    }
    return scheduled;
  }

  /** Unread messages of INBOX, for the title. */
  public int getUnread() {
    return getTree().getMain().stream()
        .filter(row -> row.use().equals("inbox"))
        .findFirst()
        .map(FolderItem::count)
        .orElse(0);
  }

  /** The rows of this part of the list. */
  public List<MessageRow> getRows() {
    if (rows.isEmpty()) {
      boolean several = query().mailbox().isEmpty();
      rows = Optional.of(new MessageRows(store(), words, several).of(list(), from, count));
    }
    return rows.get();
  }

  /** The texts of the page's scripts, as JSON. */
  public String getTexts() {
    return words.texts("js.").toString();
  }

  private Optional<Quota> quota() {
    return store().quotas().own().result();
  }

  public String getQuota() {
    return quota().map(this::words).orElse("");
  }

  private String words(Quota quota) {
    String used = words.size(quota.used().octets());
    OptionalLong most = quota.limits().octets();
    return most.isPresent()
        ? words.text("quota.of", used, words.size(most.getAsLong()))
        : words.text("quota.used", used);
  }

  public boolean isLimited() {
    return quota().filter(q -> q.limits().octets().isPresent()).isPresent();
  }

  /** How full the account is, in per cent. */
  public long getPercent() {
    return quota()
        .filter(q -> q.limits().octets().isPresent())
        .map(
            q ->
                Math.min(
                    100, q.used().octets() * 100 / Math.max(1, q.limits().octets().getAsLong())))
        .orElse(0L);
  }

  /** The language of the page. */
  public String getLanguage() {
    return words.getLanguage();
  }
}
