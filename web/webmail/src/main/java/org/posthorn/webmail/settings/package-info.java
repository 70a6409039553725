/** What people have chosen for their webmail, and the page on which they do. */
@NullMarked
package org.posthorn.webmail.settings;

import org.jspecify.annotations.NullMarked;
