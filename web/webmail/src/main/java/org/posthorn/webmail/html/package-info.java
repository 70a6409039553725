/** Makes the HTML of strangers' mails fit to be shown, edited and sent. */
@NullMarked
package org.posthorn.webmail.html;

import org.jspecify.annotations.NullMarked;
