package org.posthorn.sessions.value;

import org.posthorn.sasl.Login;

/**
 * A session that is good now.
 *
 * @param id names it among those of its account
 * @param login whose it is, as the account is now
 * @param staying whether it outlives the browser
 */
public record OpenSession(long id, Login login, boolean staying) {}
