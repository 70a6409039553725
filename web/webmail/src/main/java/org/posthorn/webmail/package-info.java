/** The webmail: pages in which people read, write and tidy their mail. */
@NullMarked
package org.posthorn.webmail;

import org.jspecify.annotations.NullMarked;
