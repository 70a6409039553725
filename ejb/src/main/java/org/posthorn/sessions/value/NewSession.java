package org.posthorn.sessions.value;

import org.posthorn.sasl.Login;

/**
 * Somebody who has just signed in.
 *
 * @param area where, such as {@code webmail}
 * @param staying whether the session outlives the browser
 * @param client the address of the client
 * @param agent what the browser calls itself, of any length
 */
public record NewSession(Login login, String area, boolean staying, String client, String agent) {}
