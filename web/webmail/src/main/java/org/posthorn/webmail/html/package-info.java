/** HTML of mails, made harmless. */
@NullMarked
package org.posthorn.webmail.html;

import org.jspecify.annotations.NullMarked;
