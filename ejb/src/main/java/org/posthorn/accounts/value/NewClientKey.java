package org.posthorn.accounts.value;

import org.posthorn.kernel.Address;

/**
 * A key to be registered.
 *
 * @param address the account, and what the key logs in as
 * @param key a certificate or public key, in PEM or as DER in base64
 * @param name what it is for; may be empty
 * @param imapPreauth whether IMAP may greet with PREAUTH
 */
public record NewClientKey(Address address, String key, String name, boolean imapPreauth) {}
