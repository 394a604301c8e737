// The device's own way of passing a page on, where it has one; the links beside it work without.
const button = document.querySelector("[data-share]");

if (button && navigator.share) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.share({ title: button.dataset.share, url: button.dataset.url });
    } catch (error) {
      // Closing the menu without a choice is no failure.
      if (error.name !== "AbortError") location.hash = "share";
    }
  });
}
