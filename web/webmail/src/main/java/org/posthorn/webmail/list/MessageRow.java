package org.posthorn.webmail.list;

import java.util.List;
import org.posthorn.webmail.settings.Label;
import org.posthorn.webmail.text.Person;

/**
 * What a row of the list says.
 *
 * @param mailbox the mailbox's id
 * @param uid the message's UID there
 * @param index its place in the list, from 0
 * @param person who it is from, or to where one's own mail lies
 * @param people their names
 * @param count for how many messages it stands
 * @param when in few characters
 * @param iso when, for machines
 * @param css classes for what it is: unread, starred, clip, answered, forwarded, draft
 * @param labels its keywords that people gave it
 * @param folder the name of its mailbox, where the list has several; else empty
 */
public record MessageRow(
    long mailbox,
    long uid,
    int index,
    Person person,
    String people,
    int count,
    String subject,
    String preview,
    String when,
    String iso,
    String css,
    List<Label> labels,
    String folder) {
  public MessageRow {
    labels = List.copyOf(labels);
  }

  public String getKey() {
    return mailbox + "-" + uid;
  }

  public String getHref() {
    return "/webmail/f/" + mailbox + "/" + uid;
  }

  public int getNumber() {
    return index + 1;
  }

  public Person getPerson() {
    return person;
  }

  public String getPeople() {
    return people;
  }

  /** For how many messages it stands, when these are several. */
  public String getCount() {
    return count > 1 ? " " + count : "";
  }

  public String getSubject() {
    return subject;
  }

  public String getPreview() {
    return preview;
  }

  public String getWhen() {
    return when;
  }

  public String getIso() {
    return iso;
  }

  public String getCss() {
    return css;
  }

  public boolean isStarred() {
    return css.contains(" starred");
  }

  public boolean isUnread() {
    return css.contains(" unread");
  }

  public List<Label> getLabels() {
    return labels;
  }

  public String getFolder() {
    return folder;
  }
}
