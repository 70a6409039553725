/** What people have chosen for their webmail. */
@NullMarked
package org.posthorn.webmail.settings;

import org.jspecify.annotations.NullMarked;
