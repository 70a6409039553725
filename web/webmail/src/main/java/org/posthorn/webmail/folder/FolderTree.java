package org.posthorn.webmail.folder;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.webmail.text.Words;

/** The mailboxes of an account: what everybody has, one's own folders, those of others. */
public final class FolderTree {
  private static final List<SpecialUse> ORDER =
      List.of(
          SpecialUse.DRAFTS,
          SpecialUse.SENT,
          SpecialUse.ARCHIVE,
          SpecialUse.JUNK,
          SpecialUse.TRASH);

  private static final Map<SpecialUse, String> ICONS = new EnumMap<>(SpecialUse.class);

  static {
    ICONS.put(SpecialUse.DRAFTS, "draft");
    ICONS.put(SpecialUse.SENT, "send");
    ICONS.put(SpecialUse.ARCHIVE, "archive");
    ICONS.put(SpecialUse.JUNK, "junk");
    ICONS.put(SpecialUse.TRASH, "trash");
  }

  private final AccountStore store;
  private final Words words;
  private final MailboxList list;
  private final List<FolderItem> main = new ArrayList<>();
  private final List<FolderItem> own = new ArrayList<>();
  private final List<FolderItem> shared = new ArrayList<>();

  /** The tree, now. */
  public FolderTree(AccountStore store, Words words) {
    this.store = store;
    this.words = words;
    this.list = store.folders().list();
    Map<SpecialUse, MailboxList.Mailbox> special = new EnumMap<>(SpecialUse.class);
    for (MailboxList.Mailbox mailbox : list.all()) {
      if (!mailbox.foreign() && !mailbox.name().isInbox()) {
        mailbox.use().filter(ORDER::contains).ifPresent(u -> special.putIfAbsent(u, mailbox));
      }
    }
    list.find(MailboxName.INBOX)
        .ifPresent(inbox -> main.add(row(inbox, words.text("folder.inbox"), "inbox", "inbox", 1)));
    for (SpecialUse use : ORDER) {
      Optional.ofNullable(special.get(use)).ifPresent(mailbox -> main.add(special(mailbox, use)));
    }
    TreeMap<MailboxName, Optional<MailboxList.Mailbox>> rest = new TreeMap<>();
    for (MailboxList.Mailbox mailbox : list.all()) {
      if (!mailbox.name().isInbox() && !special.containsValue(mailbox)) {
        rest.put(mailbox.name(), Optional.of(mailbox));
        mailbox.name().parents().stream()
            .filter(above -> list.find(above).isEmpty())
            .forEach(above -> rest.putIfAbsent(above, Optional.empty()));
      }
    }
    rest.forEach((name, mailbox) -> add(name, mailbox));
  }

  private void add(MailboxName name, Optional<MailboxList.Mailbox> mailbox) {
    if (name.equals(MailboxName.OTHER_USERS)) {
      return; // the heading says it
    }
    int level = name.parents().size() + (name.isForeign() ? 0 : 1);
    String text = name.text().substring(name.text().lastIndexOf('/') + 1);
    String icon = name.isForeign() ? "shared" : "folder";
    List<FolderItem> target = name.isForeign() ? shared : own;
    target.add(
        mailbox
            .map(found -> row(found, text, icon, "", level))
            .orElseGet(
                () ->
                    new FolderItem(
                        0, name.text(), text, icon, "", level, 0, 0, "", name.isForeign(), true)));
  }

  private FolderItem special(MailboxList.Mailbox mailbox, SpecialUse use) {
    String word = use.name().toLowerCase(Locale.ROOT);
    String icon = ICONS.getOrDefault(use, "folder");
    return row(mailbox, words.text("folder." + word), icon, word, 1);
  }

  private FolderItem row(
      MailboxList.Mailbox mailbox, String name, String icon, String use, int level) {
    Optional<MailboxView> view = store.messages().view(mailbox.id()).result();
    int total = view.map(MailboxView::size).orElse(0);
    boolean drafts = use.equals("drafts");
    boolean silent = use.equals("sent") || use.equals("trash");
    int count = silent ? 0 : drafts ? total : view.map(MailboxView::unseen).orElse(0);
    return new FolderItem(
        mailbox.id(),
        mailbox.name().text(),
        name,
        icon,
        use,
        Math.min(level, 8),
        count,
        total,
        mailbox.rights().letters(),
        mailbox.foreign(),
        list.hasChildren(mailbox.name()));
  }

  /** INBOX and the mailboxes that are for something, in the order in which people know them. */
  public List<FolderItem> getMain() {
    return main;
  }

  /** The account's other mailboxes, by name. */
  public List<FolderItem> getOwn() {
    return own;
  }

  /** Mailboxes of others. */
  public List<FolderItem> getShared() {
    return shared;
  }

  /** The row of a mailbox, if the account sees it. */
  public Optional<FolderItem> find(long id) {
    return java.util.stream.Stream.of(main, own, shared)
        .flatMap(List::stream)
        .filter(row -> row.id() == id && id != 0)
        .findFirst();
  }
}
