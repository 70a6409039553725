package org.posthorn.webmail.list;

import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;

/**
 * Which messages a list has.
 *
 * @param mailbox of which; empty where the search says
 * @param search what was typed; empty for all of the mailbox
 * @param filter which of them
 * @param oldestFirst whether the oldest stands first
 * @param threads whether those that answer each other are one row
 */
public record ListQuery(
    OptionalLong mailbox, String search, Filter filter, boolean oldestFirst, boolean threads) {
  private static final int LONGEST_SEARCH = 1000;

  /** A quick choice among the messages. */
  public enum Filter {
    ALL,
    UNREAD,
    STARRED,
    ATTACHMENTS
  }

  /** What the parameters of a request ask for. */
  public static ListQuery of(HttpServletRequest request) {
    String search = parameter(request, "q");
    return new ListQuery(
        number(parameter(request, "mailbox")),
        search.length() > LONGEST_SEARCH ? search.substring(0, LONGEST_SEARCH) : search.strip(),
        filter(parameter(request, "filter")),
        parameter(request, "order").equals("oldest"),
        parameter(request, "threads").equals("on"));
  }

  private static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** A positive number of up to 18 digits. */
  public static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** The filter of a name in any case; all when there is none. */
  public static Filter filter(String name) {
    for (Filter each : Filter.values()) {
      if (each.name().equalsIgnoreCase(name)) {
        return each;
      }
    }
    return Filter.ALL;
  }

  /** The same for another mailbox. */
  public ListQuery in(long id) {
    return new ListQuery(OptionalLong.of(id), search, filter, oldestFirst, threads);
  }
}
