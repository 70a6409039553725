/** IMAP's port to the mail store. */
@NullMarked
package org.posthorn.imap.server;

import org.jspecify.annotations.NullMarked;
