/** Passwords, limits and caches behind the accounts. */
@NullMarked
package org.posthorn.accounts.control;

import org.jspecify.annotations.NullMarked;
