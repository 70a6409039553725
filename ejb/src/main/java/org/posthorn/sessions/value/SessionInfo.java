package org.posthorn.sessions.value;

import java.time.Instant;

/**
 * A session as its owner sees it.
 *
 * @param id names it among those of its account
 * @param area where it is signed in, such as {@code webmail}
 * @param staying whether it outlives the browser
 * @param since when somebody signed in
 * @param seen when it was used last, some minutes exact
 * @param client the address from which somebody signed in
 * @param agent what the browser called itself
 */
public record SessionInfo(
    long id,
    String area,
    boolean staying,
    Instant since,
    Instant seen,
    String client,
    String agent) {}
