package org.posthorn.webmail.folder;

/**
 * One mailbox in the tree.
 *
 * @param id its id; 0 for a level that is no mailbox
 * @param path its whole name
 * @param name what is shown
 * @param icon of the sprite
 * @param use what it is for, in lower case; empty for nothing special
 * @param level from 1
 * @param count what stands beside it: unread messages, of drafts all
 * @param total how many messages it has
 * @param rights letters of what one may do with it (RFC 4314)
 * @param foreign whether it is somebody else's
 * @param parent whether there are others below it
 */
public record FolderItem(
    long id,
    String path,
    String name,
    String icon,
    String use,
    int level,
    int count,
    int total,
    String rights,
    boolean foreign,
    boolean parent) {
  public long getId() {
    return id;
  }

  public String getPath() {
    return path;
  }

  public String getName() {
    return name;
  }

  public String getIcon() {
    return icon;
  }

  public String getUse() {
    return use;
  }

  public int getLevel() {
    return level;
  }

  public int getCount() {
    return count;
  }

  public int getTotal() {
    return total;
  }

  public String getRights() {
    return rights;
  }

  public boolean isForeign() {
    return foreign;
  }

  public boolean isParent() {
    return parent;
  }

  public boolean isMailbox() {
    return id != 0;
  }

  public String getHref() {
    return id == 0 ? "" : "/webmail/f/" + id;
  }
}
