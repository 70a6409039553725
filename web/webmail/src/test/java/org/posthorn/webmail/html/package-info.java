@NullMarked
package org.posthorn.webmail.html;

import org.jspecify.annotations.NullMarked;
